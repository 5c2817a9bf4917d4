package io.millrace.models.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The databases on which the registry's tests run. Starting PostgreSQL, and a process of it for
 * each operation, takes longer than the tests: {@code mvnw test} runs them on SQLite, {@code mvnw
 * verify} on both.
 */
enum TestDatabase {
  SQLITE,
  POSTGRESQL;

  private static final @Nullable String ONLY = System.getProperty("registry.test.database");

  /** Those to run on: all, or the one that the build names. */
  static List<TestDatabase> chosen() {
    return ONLY == null ? List.of(values()) : List.of(valueOf(ONLY));
  }

  /** The address of a new database; the test is skipped where it cannot run. */
  String create(Path directory) {
    if (this == SQLITE) {
      return "jdbc:sqlite:" + directory.resolve("registry.db") + "?synchronous=OFF";
    }
    try {
      return PostgresServer.newDatabase();
    } catch (IOException e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
