package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Required;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if the challenger's files are small enough.
 *
 * @param megabytes the bound in 10⁶ bytes, inclusive, above 0
 */
public record MaximumSize(@Required double megabytes) implements Gate {

  public MaximumSize {
    if (!(megabytes > 0)) {
      throw new IllegalArgumentException("megabytes: " + megabytes + " (expected: above 0)");
    }
  }

  /** At most 1,000 megabytes. */
  public MaximumSize() {
    this(1000);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    Long bytes = candidates.checks().bytes();
    if (bytes == null) {
      return new GateResult(name(), false, Map.of(), "size: not measured (expected: a size)");
    }
    double size = bytes / 1e6;
    return new GateResult(
        name(),
        size <= megabytes,
        Map.of("megabytes", size, "bound", megabytes),
        String.format(Locale.ROOT, "%.4g megabytes (expected: at most %.4g)", size, megabytes));
  }
}
