package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.ModelChecks.CallLatency;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.Required;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Passes if 99 of 100 calls of the challenger, on held-out rows and on the machine that evaluates,
 * take at most so long.
 *
 * @param p99Millis the bound, inclusive, above 0
 * @param batchRows the rows of a call, from 1
 */
public record MaximumLatency(@Required double p99Millis, int batchRows) implements Gate {

  public MaximumLatency {
    if (!(p99Millis > 0)) {
      throw new IllegalArgumentException("p99Millis: " + p99Millis + " (expected: above 0)");
    }
    if (batchRows < 1) {
      throw new IllegalArgumentException("batchRows: " + batchRows + " (expected: 1 or more)");
    }
  }

  /** Half a second for 128 rows. */
  public MaximumLatency() {
    this(500, 128);
  }

  @Override
  public Needs needs() {
    return new Needs(Set.of(), Set.of(), Set.of(batchRows), false, false);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    CallLatency latency = candidates.checks().latencies().get(batchRows);
    if (latency == null) {
      return new GateResult(
          name(), false, Map.of(), "latency: not measured (expected: of " + batchRows + " rows)");
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50_millis", latency.p50());
    figures.put("p99_millis", latency.p99());
    figures.put("calls", (double) latency.calls());
    figures.put("batch_rows", (double) batchRows);
    figures.put("bound", p99Millis);
    return new GateResult(
        name(),
        latency.p99() <= p99Millis,
        figures,
        String.format(
            Locale.ROOT,
            "p99 %.3g ms of %d calls with %d rows (expected: at most %.4g ms)",
            latency.p99(),
            latency.calls(),
            batchRows,
            p99Millis));
  }
}
