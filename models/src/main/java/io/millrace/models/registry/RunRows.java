package io.millrace.models.registry;

import io.millrace.models.evaluation.GateResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the tables of training runs and gate results. */
final class RunRows {
  private static final String OPEN = "state IN ('REQUESTED', 'RUNNING', 'EVALUATING')";

  private RunRows() {}

  static Optional<TrainingRun> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM training_runs WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> run(row))
        .findOne();
  }

  static List<TrainingRun> list(Handle handle, String model, boolean openOnly) {
    String filter = openOnly ? " AND " + OPEN : "";
    return handle
        .createQuery("SELECT * FROM training_runs WHERE model = :model" + filter + " ORDER BY id")
        .bind("model", model)
        .map((row, context) -> run(row))
        .list();
  }

  static List<GateResult> gateResults(Handle handle, long run) {
    return handle
        .createQuery(
            """
            SELECT gate, passed, figures, reason FROM gate_results
            WHERE run_id = :run ORDER BY position
            """)
        .bind("run", run)
        .map(
            (row, context) ->
                new GateResult(
                    row.getString("gate"),
                    row.getBoolean("passed"),
                    StoredValues.figures(row, "figures"),
                    row.getString("reason")))
        .list();
  }

  static TrainingRun run(ResultSet row) throws SQLException {
    return new TrainingRun(
        row.getLong("id"),
        request(row),
        StoredValues.time(row, "requested_at"),
        RunState.valueOf(row.getString("state")),
        row.getString("claimed_by"),
        StoredValues.nullableTime(row, "lease_until"),
        row.getInt("attempts"),
        StoredValues.nullableLong(row, "version"),
        StoredValues.decision(row, "decision"),
        StoredValues.nullableTime(row, "finished_at"),
        row.getString("message"));
  }

  private static TrainingRequest request(ResultSet row) throws SQLException {
    return new TrainingRequest(
        row.getString("model"),
        row.getString("request_key"),
        new Cause(
            TriggerKind.valueOf(row.getString("trigger_kind")),
            row.getString("reason"),
            StoredValues.figures(row, "figures"),
            StoredValues.nullableTime(row, "event_time")),
        StoredValues.nullableWindow(row, "data_from", "data_to"),
        plan(row));
  }

  private static @Nullable TrainingPlan plan(ResultSet row) throws SQLException {
    String start = row.getString("plan_start");
    if (start == null) {
      return null;
    }
    Long halfLife = StoredValues.nullableLong(row, "plan_half_life");
    return new TrainingPlan(
        TrainingPlan.Start.valueOf(start),
        halfLife == null ? null : Duration.ofMillis(halfLife),
        StoredValues.nullableTime(row, "plan_data_from"),
        StoredValues.texts(row, "plan_settings"));
  }
}
