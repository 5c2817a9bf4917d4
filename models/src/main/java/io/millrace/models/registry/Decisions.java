package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.json;

import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the gates said of runs, and who overrode them. Writers need the model's lock. */
final class Decisions {
  private Decisions() {}

  /** Records a run's decision, in place of an earlier one. */
  static void record(Handle handle, long run, GateDecision decision) {
    handle
        .createUpdate("UPDATE training_runs SET decision = :decision WHERE id = :run")
        .bind("decision", json(decision))
        .bind("run", run)
        .execute();
    handle.createUpdate("DELETE FROM gate_results WHERE run_id = :run").bind("run", run).execute();
    List<GateResult> results = decision.results();
    for (int position = 0; position < results.size(); position++) {
      insert(handle, run, position, results.get(position));
    }
  }

  private static void insert(Handle handle, long run, int position, GateResult result) {
    handle
        .createUpdate(
            """
            INSERT INTO gate_results (run_id, position, gate, passed, figures, reason)
            VALUES (:run, :position, :gate, :passed, :figures, :reason)
            """)
        .bind("run", run)
        .bind("position", position)
        .bind("gate", result.gate())
        .bind("passed", result.passed())
        .bind("figures", json(result.figures()))
        .bind("reason", result.reason())
        .execute();
  }

  static void requirePassed(Handle handle, String model, long version) {
    TrainingRun run = maker(handle, model, version).orElse(null);
    if (run != null && (run.decision() == null || !run.decision().passed())) {
      GateDecision decision = run.decision();
      String said = decision == null ? "nothing" : decision.reason();
      throw new VersionUnavailableException(
          "version: "
              + model
              + "/"
              + version
              + ": its gates said: "
              + said
              + " (expected: passed)");
    }
  }

  static void override(Handle handle, Promotion promotion) {
    TrainingRun run = maker(handle, promotion.model(), promotion.version()).orElse(null);
    if (run == null) {
      return;
    }
    GateDecision decision = run.decision();
    if (decision == null || !decision.passed()) {
      GateDecision asked = decision == null ? new GateDecision(List.of(), false, "") : decision;
      record(handle, run.id(), asked.overridden(promotion.who(), promotion.why()));
    }
  }

  private static Optional<TrainingRun> maker(Handle handle, String model, long version) {
    Long run = ModelVersions.require(handle, model, version).runId();
    return run == null ? Optional.empty() : RunRows.find(handle, run);
  }
}
