package io.millrace.models.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The databases on which the registry's tests run. */
enum TestDatabase {
  SQLITE,
  POSTGRESQL;

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
