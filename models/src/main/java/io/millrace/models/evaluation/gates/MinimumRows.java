package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Required;
import java.util.Map;

/**
 * Passes if enough held-out rows have a label and a weight.
 *
 * @param rows the smallest number that will do, at least 1
 */
public record MinimumRows(@Required long rows) implements Gate {

  public MinimumRows {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: " + rows + " (expected: at least 1)");
    }
  }

  /** At least 1,000 rows. */
  public MinimumRows() {
    this(1000);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    long found = candidates.challenger().overall().rows();
    return new GateResult(
        name(),
        found >= rows,
        Map.of("rows", (double) found, "minimum", (double) rows),
        found + " labelled rows (expected: at least " + rows + ")");
  }
}
