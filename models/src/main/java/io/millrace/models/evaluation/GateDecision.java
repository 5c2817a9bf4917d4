package io.millrace.models.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all gates together decided on a challenger.
 *
 * @param results one a gate, in the order the gates were given
 * @param passed whether every gate passed
 * @param reason the reasons of the gates that failed, or of all if none did
 */
public record GateDecision(List<GateResult> results, boolean passed, String reason) {

  public GateDecision {
    results = List.copyOf(results);
  }

  /**
   * Asks every gate, also after one has failed: who reads the decision wants to see all of it.
   *
   * @throws IllegalArgumentException without a gate: a promotion nobody checked is not a decision
   */
  public static GateDecision of(List<? extends Gate> gates, Candidates candidates) {
    if (gates.isEmpty()) {
      throw new IllegalArgumentException("gates: [] (expected: at least one)");
    }
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : gates) {
      results.add(gate.judge(candidates));
    }
    boolean passed = results.stream().allMatch(GateResult::passed);
    String reason =
        results.stream()
            .filter(result -> passed || !result.passed())
            .map(result -> result.gate() + ": " + result.reason())
            .collect(Collectors.joining("; "));
    return new GateDecision(results, passed, reason);
  }
}
