package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes if the data that the challenger was trained on have no anomaly against the schema: what a
 * schema allows is known, and everything else is new.
 */
public record NoNewAnomalies() implements Gate {

  @Override
  public Needs needs() {
    return new Needs(Set.of(), Set.of(), Set.of(), false, true);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    List<String> anomalies = candidates.checks().anomalies();
    if (anomalies == null) {
      return new GateResult(
          name(), false, Map.of(), "training data: not validated (expected: against a schema)");
    }
    return new GateResult(
        name(),
        anomalies.isEmpty(),
        Map.of("anomalies", (double) anomalies.size()),
        anomalies.isEmpty()
            ? "no anomaly in the training data"
            : String.join("; ", anomalies) + " (expected: no anomaly in the training data)");
  }
}
