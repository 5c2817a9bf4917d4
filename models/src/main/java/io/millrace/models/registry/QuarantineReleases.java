package io.millrace.models.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Ends quarantines, and holds the table of those that were ended. Writers need the lock. */
final class QuarantineReleases {
  private final Database database;

  QuarantineReleases(Database database) {
    this.database = database;
  }

  /** Makes a QUARANTINED version READY again, if it was before. */
  QuarantineRelease release(Handle handle, String model, long version, String who, String why) {
    String reason = ModelVersions.endQuarantine(handle, model, version);
    long id = Database.next(handle, "quarantine_release");
    Instant now = database.now();
    handle
        .createUpdate(
            """
            INSERT INTO quarantine_releases (id, model, version, reason, who, why, released_at)
            VALUES (:id, :model, :version, :reason, :who, :why, :now)
            """)
        .bind("id", id)
        .bind("model", model)
        .bind("version", version)
        .bind("reason", reason)
        .bind("who", who)
        .bind("why", why)
        .bind("now", now.toEpochMilli())
        .execute();
    return new QuarantineRelease(id, model, version, reason, who, why, now);
  }

  static List<QuarantineRelease> list(Handle handle, String model, long version) {
    return handle
        .createQuery(
            """
            SELECT * FROM quarantine_releases
            WHERE model = :model AND version = :version ORDER BY id
            """)
        .bind("model", model)
        .bind("version", version)
        .map((row, context) -> release(row))
        .list();
  }

  private static QuarantineRelease release(ResultSet row) throws SQLException {
    return new QuarantineRelease(
        row.getLong("id"),
        row.getString("model"),
        row.getLong("version"),
        row.getString("reason"),
        row.getString("who"),
        row.getString("why"),
        StoredValues.time(row, "released_at"));
  }
}
