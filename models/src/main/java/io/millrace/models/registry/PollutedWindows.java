package io.millrace.models.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table of spans whose data is bad. Writers need the model's lock. */
final class PollutedWindows {
  private final Database database;

  PollutedWindows(Database database) {
    this.database = database;
  }

  /** Marks a window; one that is marked already stays as it is, with its first reason. */
  PollutedWindow mark(Handle handle, String model, DataWindow window, String who, String why) {
    for (PollutedWindow known : list(handle, model)) {
      if (known.window().equals(window)) {
        return known;
      }
    }
    long id = Database.next(handle, "polluted_window");
    Instant now = database.now();
    handle
        .createUpdate(
            """
            INSERT INTO polluted_windows (id, model, data_from, data_to, who, why, marked_at)
            VALUES (:id, :model, :from, :to, :who, :why, :now)
            """)
        .bind("id", id)
        .bind("model", model)
        .bind("from", window.from().toEpochMilli())
        .bind("to", window.to().toEpochMilli())
        .bind("who", who)
        .bind("why", why)
        .bind("now", now.toEpochMilli())
        .execute();
    return new PollutedWindow(id, model, window, who, why, now);
  }

  static List<PollutedWindow> list(Handle handle, String model) {
    return handle
        .createQuery("SELECT * FROM polluted_windows WHERE model = :model ORDER BY id")
        .bind("model", model)
        .map((row, context) -> window(row))
        .list();
  }

  private static PollutedWindow window(ResultSet row) throws SQLException {
    return new PollutedWindow(
        row.getLong("id"),
        row.getString("model"),
        new DataWindow(StoredValues.time(row, "data_from"), StoredValues.time(row, "data_to")),
        row.getString("who"),
        row.getString("why"),
        StoredValues.time(row, "marked_at"));
  }
}
