package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.millis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of what versions were made from. Writers need the model's lock. */
final class Lineages {
  private Lineages() {}

  /** Records a version's lineage, in place of what was recorded before. */
  static void record(Handle handle, String model, long version, Lineage lineage) {
    ModelVersions.require(handle, model, version);
    DataWindow trained = lineage.trainedOn();
    DataWindow evaluated = lineage.evaluatedOn();
    handle
        .createUpdate(
            """
            INSERT INTO version_lineage (model, version, trained_from, trained_to, evaluated_from,
                evaluated_to, training_rows, schema_version, schema_sha256, warm_started)
            VALUES (:model, :version, :trainedFrom, :trainedTo, :evaluatedFrom,
                :evaluatedTo, :rows, :schemaVersion, :schemaSha256, :warmStarted)
            ON CONFLICT (model, version) DO UPDATE SET
                trained_from = excluded.trained_from,
                trained_to = excluded.trained_to,
                evaluated_from = excluded.evaluated_from,
                evaluated_to = excluded.evaluated_to,
                training_rows = excluded.training_rows,
                schema_version = excluded.schema_version,
                schema_sha256 = excluded.schema_sha256,
                warm_started = excluded.warm_started
            """)
        .bind("model", model)
        .bind("version", version)
        .bind("trainedFrom", trained == null ? null : millis(trained.from()))
        .bind("trainedTo", trained == null ? null : millis(trained.to()))
        .bind("evaluatedFrom", evaluated == null ? null : millis(evaluated.from()))
        .bind("evaluatedTo", evaluated == null ? null : millis(evaluated.to()))
        .bind("rows", lineage.trainingRows())
        .bind("schemaVersion", lineage.schemaVersion())
        .bind("schemaSha256", lineage.schemaSha256())
        .bind("warmStarted", lineage.warmStartedFrom())
        .execute();
  }

  static Optional<Lineage> find(Handle handle, String model, long version) {
    return handle
        .createQuery("SELECT * FROM version_lineage WHERE model = :model AND version = :version")
        .bind("model", model)
        .bind("version", version)
        .map((row, context) -> lineage(row))
        .findOne();
  }

  private static Lineage lineage(ResultSet row) throws SQLException {
    return new Lineage(
        StoredValues.nullableWindow(row, "trained_from", "trained_to"),
        StoredValues.nullableWindow(row, "evaluated_from", "evaluated_to"),
        StoredValues.nullableLong(row, "training_rows"),
        row.getString("schema_version"),
        row.getString("schema_sha256"),
        StoredValues.nullableLong(row, "warm_started"));
  }
}
