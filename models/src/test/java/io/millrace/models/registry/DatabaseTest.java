package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private final Path directory;

  DatabaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void opensSqliteInWalMode() throws Exception {
    Registry.open(url(directory) + "?synchronous=FULL").close();
    try (Connection connection = DriverManager.getConnection(url(directory));
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      assertThat(mode.next()).isTrue();
      assertThat(mode.getString(1)).isEqualTo("wal");
    }
  }

  @Test
  void refusesWhatItCannotOpen() throws Exception {
    assertThatThrownBy(() -> Registry.open("jdbc:mysql://host/db?password=secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "registry: jdbc:mysql://host/db"
                + " (expected: jdbc:sqlite:<file> or jdbc:postgresql://…)");
    assertThatThrownBy(() -> Registry.open("jdbc:sqlite::memory:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("registry: jdbc:sqlite::memory: (expected: a file's name)");
    Path file = Files.writeString(directory.resolve("registry.db"), "x".repeat(5000));
    assertThatThrownBy(() -> Registry.open("jdbc:sqlite:" + file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("registry: jdbc:sqlite:" + file + " cannot be opened");
    assertThatThrownBy(() -> Registry.open("jdbc:sqlite:" + directory.resolve("no/such.db")))
        .isInstanceOf(IllegalStateException.class);
  }
}
