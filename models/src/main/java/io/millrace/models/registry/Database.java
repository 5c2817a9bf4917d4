package io.millrace.models.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * The SQL database under the registry: opens it, brings its tables up to date, gives transactions.
 *
 * <p>A connection lives as long as one operation: the registry is asked a few times a second at
 * most, and so nothing is held open in a worker.
 */
final class Database {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final Map<String, String> DRIVERS =
      Map.of(SQLITE, "org.sqlite.JDBC", "jdbc:postgresql:", "org.postgresql.Driver");
  private static final String MIGRATIONS = "classpath:io/millrace/models/registry/migrations";
  // What only PostgreSQL needs: SQLite does not hold to the types of columns.
  private static final String POSTGRESQL = "classpath:io/millrace/models/registry/postgresql";
  private static final int SQLITE_ATTEMPTS = 5;

  private final Jdbi jdbi;
  private final Clock clock;
  private volatile boolean closed;

  private Database(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  static Database open(String jdbcUrl, Clock clock) {
    loadDriver(jdbcUrl);
    String url = withSettings(jdbcUrl);
    migrate(url);
    return new Database(Jdbi.create(url), clock);
  }

  // By hand: DriverManager's own search sees nothing of a class loader that came after it, as
  // Flink's for user code does.
  private static void loadDriver(String jdbcUrl) {
    for (Map.Entry<String, String> driver : DRIVERS.entrySet()) {
      if (jdbcUrl.startsWith(driver.getKey())) {
        try {
          Class.forName(driver.getValue());
          return;
        } catch (ClassNotFoundException e) {
          throw new IllegalArgumentException(
              "registry: "
                  + withoutParameters(jdbcUrl)
                  + " (expected: the driver "
                  + driver.getValue()
                  + " on the class path)",
              e);
        }
      }
    }
    throw new IllegalArgumentException(
        "registry: "
            + withoutParameters(jdbcUrl)
            + " (expected: jdbc:sqlite:<file> or jdbc:postgresql://…)");
  }

  private static String withSettings(String jdbcUrl) {
    if (!jdbcUrl.startsWith(SQLITE)) {
      return jdbcUrl;
    }
    String file = withoutParameters(jdbcUrl).substring(SQLITE.length());
    if (file.isEmpty() || file.startsWith(":memory:")) {
      throw new IllegalArgumentException("registry: " + jdbcUrl + " (expected: a file's name)");
    }
    return jdbcUrl
        + (jdbcUrl.contains("?") ? "&" : "?")
        + "journal_mode=WAL&busy_timeout=30000&foreign_keys=true";
  }

  // Flyway has no lock on SQLite. Of several processes that open a new registry at once one
  // creates a table first, the others fail, and at the next attempt find all done. Within a process
  // they wait for each other.
  private static synchronized void migrate(String url) {
    boolean sqlite = url.startsWith(SQLITE);
    int attempts = sqlite ? SQLITE_ATTEMPTS : 1;
    String[] migrations =
        sqlite ? new String[] {MIGRATIONS} : new String[] {MIGRATIONS, POSTGRESQL};
    for (int attempt = 1; ; attempt++) {
      try {
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(url, null, null)
            .locations(migrations)
            .table("registry_migrations")
            .load()
            .migrate();
        return;
      } catch (FlywayException e) {
        if (attempt == attempts) {
          throw new IllegalStateException(
              "registry: " + withoutParameters(url) + " cannot be opened", e);
        }
      }
    }
  }

  /** The URL as it may be shown: parameters can hold a password. */
  static String withoutParameters(String jdbcUrl) {
    int parameters = jdbcUrl.indexOf('?');
    return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
  }

  /** Now, in whole milliseconds: what is written is what is read again. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    checkOpen();
    return jdbi.withHandle(work);
  }

  /**
   * Runs a transaction that changes something of a known model, alone: the model's row is locked
   * first. As its first statement writes, SQLite never has to upgrade a read lock, which fails at
   * once under contention.
   */
  <T, X extends Exception> T change(String model, HandleCallback<T, X> work) throws X {
    checkOpen();
    return jdbi.inTransaction(
        handle -> {
          lock(handle, model);
          return work.withHandle(handle);
        });
  }

  /** As {@link #change}, without a result. */
  <X extends Exception> void alter(String model, HandleConsumer<X> work) throws X {
    checkOpen();
    jdbi.useTransaction(
        handle -> {
          lock(handle, model);
          work.useHandle(handle);
        });
  }

  private static void lock(Handle handle, String model) {
    int found =
        handle
            .createUpdate("UPDATE models SET changes = changes + 1 WHERE name = :model")
            .bind("model", model)
            .execute();
    if (found == 0) {
      throw new IllegalArgumentException("model: " + model + " (expected: one the registry knows)");
    }
  }

  /** As {@link #change}, for a model that may be new. */
  <T, X extends Exception> T changeOrCreate(String model, HandleCallback<T, X> work) throws X {
    checkOpen();
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO models (name, created_at, last_version, changes)
                  VALUES (:model, :now, 0, 1)
                  ON CONFLICT (name) DO UPDATE SET changes = models.changes + 1
                  """)
              .bind("model", model)
              .bind("now", now().toEpochMilli())
              .execute();
          return work.withHandle(handle);
        });
  }

  /** The next number of a counter; needs a transaction, and is given back if that fails. */
  static long next(Handle handle, String counter) {
    handle
        .createUpdate("UPDATE counters SET last_value = last_value + 1 WHERE name = :counter")
        .bind("counter", counter)
        .execute();
    return handle
        .createQuery("SELECT last_value FROM counters WHERE name = :counter")
        .bind("counter", counter)
        .mapTo(Long.class)
        .one();
  }

  void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("registry: closed");
    }
  }
}
