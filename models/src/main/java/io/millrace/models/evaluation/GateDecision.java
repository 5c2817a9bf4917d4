package io.millrace.models.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What all gates together decided on a challenger.
 *
 * @param results one a gate, in the order the gates were given
 * @param passed whether every gate passed, or an operator decided so
 * @param reason the reasons of the gates that failed, or of all if none did
 */
public record GateDecision(List<GateResult> results, boolean passed, String reason) {

  public GateDecision {
    results = List.copyOf(results);
  }

  /** The name of the result that stands for no gate at all. */
  public static final String NO_GATES = "NoGates";

  /** The name of the result that stands for an operator who decided otherwise. */
  public static final String OVERRIDE = "Override";

  /**
   * Asks every gate, also after one has failed: who reads the decision wants to see all of it.
   *
   * <p>Without a gate it passes, says that nobody checked, and has the figures of both models.
   */
  public static GateDecision of(List<? extends Gate> gates, Candidates candidates) {
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : gates) {
      results.add(gate.judge(candidates));
    }
    if (gates.isEmpty()) {
      results.add(unchecked(candidates));
    }
    boolean passed = results.stream().allMatch(GateResult::passed);
    String reason =
        results.stream()
            .filter(result -> passed || !result.passed())
            .map(result -> result.gate() + ": " + result.reason())
            .collect(Collectors.joining("; "));
    return new GateDecision(results, passed, reason);
  }

  private static GateResult unchecked(Candidates candidates) {
    Map<String, Double> figures = new LinkedHashMap<>(candidates.challenger().figures());
    if (candidates.champion() != null) {
      candidates
          .champion()
          .figures()
          .forEach((name, value) -> figures.put("champion_" + name, value));
    }
    return new GateResult(NO_GATES, true, figures, "no gates configured: passed unchecked");
  }

  /**
   * The decision of an operator to promote although gates refused, or without asking them. What the
   * gates said stays in it.
   *
   * @param who the operator
   * @param why for the person who asks later
   */
  public GateDecision overridden(String who, String why) {
    if (who.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException(
          "override: who '" + who + "', why '" + why + "' (expected: both)");
    }
    List<GateResult> all = new ArrayList<>(results);
    String said = "overridden by " + who + ": " + why;
    all.add(new GateResult(OVERRIDE, true, Map.of(), said));
    return new GateDecision(all, true, reason.isEmpty() ? said : said + " (" + reason + ")");
  }
}
