package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.json;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of model versions. Writers need the model's lock. */
final class ModelVersions {
  private final Database database;

  ModelVersions(Database database) {
    this.database = database;
  }

  /** Takes the next number; what the same run had staged before is discarded. */
  long allocate(Handle handle, String model, @Nullable Long run) {
    if (run != null) {
      if (RunRows.find(handle, run).filter(r -> r.model().equals(model)).isEmpty()) {
        throw new IllegalArgumentException("run: " + run + " (expected: a run of " + model + ")");
      }
      discardStaged(handle, run, "the run was started again");
    }
    handle
        .createUpdate("UPDATE models SET last_version = last_version + 1 WHERE name = :model")
        .bind("model", model)
        .execute();
    long version =
        handle
            .createQuery("SELECT last_version FROM models WHERE name = :model")
            .bind("model", model)
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(
            """
            INSERT INTO model_versions (model, version, state, run_id, created_at, metrics)
            VALUES (:model, :version, 'STAGED', :run, :now, '{}')
            """)
        .bind("model", model)
        .bind("version", version)
        .bind("run", run)
        .bind("now", database.now().toEpochMilli())
        .execute();
    if (run != null) {
      handle
          .createUpdate("UPDATE training_runs SET version = :version WHERE id = :run")
          .bind("version", version)
          .bind("run", run)
          .execute();
    }
    return version;
  }

  void markReady(
      Handle handle, String model, long version, Map<String, Double> metrics, String manifest) {
    ModelVersion now = require(handle, model, version);
    if (now.state() == VersionState.READY && manifest.equals(now.manifestSha256())) {
      return;
    }
    if (now.state() != VersionState.STAGED) {
      throw unavailable(now, "STAGED");
    }
    handle
        .createUpdate(
            """
            UPDATE model_versions
            SET state = 'READY', metrics = :metrics, manifest_sha256 = :manifest
            WHERE model = :model AND version = :version
            """)
        .bind("metrics", json(metrics))
        .bind("manifest", manifest)
        .bind("model", model)
        .bind("version", version)
        .execute();
  }

  void quarantine(Handle handle, String model, long version, String reason) {
    if (require(handle, model, version).state() == VersionState.QUARANTINED) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE model_versions SET state = 'QUARANTINED', reason = :reason
            WHERE model = :model AND version = :version
            """)
        .bind("reason", reason)
        .bind("model", model)
        .bind("version", version)
        .execute();
  }

  /** Makes a QUARANTINED version READY, and says why it was in quarantine. */
  static String endQuarantine(Handle handle, String model, long version) {
    ModelVersion now = require(handle, model, version);
    if (now.state() != VersionState.QUARANTINED) {
      throw unavailable(now, "QUARANTINED");
    }
    if (now.manifestSha256() == null) {
      throw unavailable(now, "one that was READY before");
    }
    handle
        .createUpdate(
            """
            UPDATE model_versions SET state = 'READY', reason = NULL
            WHERE model = :model AND version = :version
            """)
        .bind("model", model)
        .bind("version", version)
        .execute();
    return Objects.requireNonNullElse(now.reason(), "");
  }

  static void discardStaged(Handle handle, long run, String reason) {
    handle
        .createUpdate(
            """
            UPDATE model_versions SET state = 'DISCARDED', reason = :reason
            WHERE run_id = :run AND state = 'STAGED'
            """)
        .bind("reason", reason)
        .bind("run", run)
        .execute();
  }

  static ModelVersion require(Handle handle, String model, long version) {
    return find(handle, model, version)
        .orElseThrow(
            () ->
                new VersionUnavailableException(
                    "version: " + model + "/" + version + " (expected: one that exists)"));
  }

  static ModelVersion requireReady(Handle handle, String model, long version) {
    ModelVersion found = require(handle, model, version);
    if (found.state() != VersionState.READY) {
      throw unavailable(found, "READY");
    }
    return found;
  }

  static void requireMadeBy(Handle handle, TrainingRun run, long version) {
    Long maker = requireReady(handle, run.model(), version).runId();
    if (maker == null || maker != run.id()) {
      String source = maker == null ? "no run" : "run " + maker;
      throw new VersionUnavailableException(
          "version: "
              + run.model()
              + "/"
              + version
              + " was made by "
              + source
              + " (expected: run "
              + run.id()
              + ")");
    }
  }

  private static VersionUnavailableException unavailable(ModelVersion version, String expected) {
    String reason = version.reason();
    return new VersionUnavailableException(
        "version: "
            + version.model()
            + "/"
            + version.version()
            + " is "
            + version.state()
            + (reason == null ? "" : ", " + reason)
            + " (expected: "
            + expected
            + ")");
  }

  static Optional<ModelVersion> find(Handle handle, String model, long version) {
    return handle
        .createQuery("SELECT * FROM model_versions WHERE model = :model AND version = :version")
        .bind("model", model)
        .bind("version", version)
        .map((row, context) -> version(row))
        .findOne();
  }

  static List<ModelVersion> list(Handle handle, String model) {
    return handle
        .createQuery("SELECT * FROM model_versions WHERE model = :model ORDER BY version")
        .bind("model", model)
        .map((row, context) -> version(row))
        .list();
  }

  /** The numbers of the model's READY versions. */
  static Set<Long> ready(Handle handle, String model) {
    return handle
        .createQuery("SELECT version FROM model_versions WHERE model = :model AND state = 'READY'")
        .bind("model", model)
        .mapTo(Long.class)
        .set();
  }

  private static ModelVersion version(ResultSet row) throws SQLException {
    return new ModelVersion(
        row.getString("model"),
        row.getLong("version"),
        VersionState.valueOf(row.getString("state")),
        StoredValues.nullableLong(row, "run_id"),
        StoredValues.time(row, "created_at"),
        StoredValues.figures(row, "metrics"),
        row.getString("manifest_sha256"),
        row.getString("reason"));
  }
}
