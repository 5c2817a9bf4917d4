package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.ModelChecks.ReloadCheck;
import io.millrace.models.evaluation.Needs;
import java.util.Map;
import java.util.Set;

/**
 * Passes if the challenger, loaded afresh and asked for held-out rows in other batches, predicts
 * what it did when it was evaluated. A model without its variables loads without complaint: only
 * asking it tells.
 *
 * @param tolerance the largest distance between two predictions of a row that passes, in units of
 *     the prediction, 0 or more; batches of another size may round otherwise
 */
public record LoadAndQuery(double tolerance) implements Gate {

  public LoadAndQuery {
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 or more)");
    }
  }

  /** The same up to 0.00001. */
  public LoadAndQuery() {
    this(1e-5);
  }

  @Override
  public Needs needs() {
    return new Needs(Set.of(), Set.of(), Set.of(), true, false);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    ReloadCheck reload = candidates.checks().reload();
    if (reload == null || reload.failure() != null) {
      String why = reload == null ? "not tried" : reload.failure();
      return new GateResult(
          name(), false, Map.of(), "fresh load: " + why + " (expected: predictions)");
    }
    return new GateResult(
        name(),
        reload.rows() > 0 && reload.largestDifference() <= tolerance,
        Map.of(
            "rows",
            (double) reload.rows(),
            "largest_difference",
            reload.largestDifference(),
            "tolerance",
            tolerance),
        "fresh load: predictions of "
            + reload.rows()
            + " rows differ by up to "
            + reload.largestDifference()
            + " (expected: some rows, and at most "
            + tolerance
            + ")");
  }
}
