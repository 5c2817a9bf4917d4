package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.json;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of what runs measure on their way. Writers need the model's lock. */
final class RunMetrics {
  private final Database database;

  RunMetrics(Database database) {
    this.database = database;
  }

  /** Adds figures to a step; one of the same name takes the place of the earlier. */
  void record(Handle handle, long run, long step, Map<String, Double> figures) {
    if (step < 0) {
      throw new IllegalArgumentException("step: " + step + " (expected: 0 or more)");
    }
    Map<String, Double> all = new LinkedHashMap<>();
    find(handle, run, step).ifPresent(earlier -> all.putAll(earlier.figures()));
    all.putAll(figures);
    handle
        .createUpdate(
            """
            INSERT INTO run_metrics (run_id, step, recorded_at, figures)
            VALUES (:run, :step, :now, :figures)
            ON CONFLICT (run_id, step)
            DO UPDATE SET recorded_at = excluded.recorded_at, figures = excluded.figures
            """)
        .bind("run", run)
        .bind("step", step)
        .bind("now", database.now().toEpochMilli())
        .bind("figures", json(all))
        .execute();
  }

  private static Optional<StepMetrics> find(Handle handle, long run, long step) {
    return handle
        .createQuery("SELECT * FROM run_metrics WHERE run_id = :run AND step = :step")
        .bind("run", run)
        .bind("step", step)
        .map((row, context) -> metrics(row))
        .findOne();
  }

  static List<StepMetrics> list(Handle handle, long run) {
    return handle
        .createQuery("SELECT * FROM run_metrics WHERE run_id = :run ORDER BY step")
        .bind("run", run)
        .map((row, context) -> metrics(row))
        .list();
  }

  private static StepMetrics metrics(ResultSet row) throws SQLException {
    return new StepMetrics(
        row.getLong("step"),
        StoredValues.time(row, "recorded_at"),
        StoredValues.figures(row, "figures"));
  }
}
