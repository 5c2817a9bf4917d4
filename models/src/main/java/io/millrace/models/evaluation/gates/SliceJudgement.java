package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.slices.SliceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges slice by slice: all slices of a rule have to pass, and there has to be one.
 *
 * @param rule as {@link SliceRule} reads it; empty for all rows
 * @param minimumRows with fewer a slice is too small to judge; all rows never are
 * @param tooSmall what is made of such slices
 */
record SliceJudgement(String rule, long minimumRows, Insufficient tooSmall) {

  /** What is said of one slice. */
  record Verdict(boolean passed, Map<String, Double> figures, String reason) {}

  /** Looks at one slice. */
  interface Judge {
    Verdict judge(SliceResult challenger, @Nullable SliceResult champion);
  }

  SliceJudgement {
    if (!rule.isEmpty()) {
      SliceRule.parse(rule);
    }
    if (minimumRows < 0) {
      throw new IllegalArgumentException("minimumRows: " + minimumRows + " (expected: 0 or more)");
    }
  }

  GateResult of(String gate, Candidates candidates, Judge judge) {
    String text = rule.isEmpty() ? "" : SliceRule.parse(rule).text();
    Map<String, SliceResult> slices = candidates.challenger().slices(text);
    Map<String, SliceResult> champions =
        candidates.champion() == null ? Map.of() : candidates.champion().slices(text);
    Map<String, Double> figures = new LinkedHashMap<>();
    if (slices.isEmpty()) {
      return new GateResult(
          gate, false, figures, "slice " + rule + ": not in the data (expected: rows of it)");
    }
    List<String> passed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    slices.forEach(
        (name, slice) -> {
          String prefix = rule.isEmpty() ? "" : name + "/";
          String where = rule.isEmpty() ? "" : name + ": ";
          figures.put(prefix + "rows", (double) slice.rows());
          if (!rule.isEmpty() && slice.rows() < minimumRows) {
            (tooSmall == Insufficient.PASS ? passed : failed)
                .add(where + slice.rows() + " rows, too few to judge");
            return;
          }
          Verdict verdict = judge.judge(slice, champions.get(name));
          verdict.figures().forEach((figure, value) -> figures.put(prefix + figure, value));
          (verdict.passed() ? passed : failed).add(where + verdict.reason());
        });
    List<String> reasons = failed.isEmpty() ? passed : failed;
    return new GateResult(gate, failed.isEmpty(), figures, String.join("; ", reasons));
  }
}
