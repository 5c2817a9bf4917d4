package io.millrace.models.evaluation;

import java.util.Map;

/**
 * Passes if enough held-out rows have a finite label.
 *
 * @param rows the smallest number that will do, at least 1
 */
public record MinimumRows(long rows) implements Gate {

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
    long found = 0;
    for (double label : candidates.labels()) {
      if (Double.isFinite(label)) {
        found++;
      }
    }
    return new GateResult(
        name(),
        found >= rows,
        Map.of("rows", (double) found, "minimum", (double) rows),
        found + " labelled rows (expected: at least " + rows + ")");
  }
}
