package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.ready;
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

class RegistryTest {
  private final Path directory;

  RegistryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void keepsWhatItKnowsBetweenOpenings() {
    try (Registry registry = Registry.open(url(directory))) {
      registry.promote(champion("taxi", ready(registry, "taxi"), null));
    }
    try (Registry registry = Registry.open(url(directory) + "?synchronous=FULL")) {
      assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(1);
      assertThat(registry.allocateVersion("taxi", null)).isEqualTo(2);
    }
  }

  @Test
  void opensSqliteInWalMode() throws Exception {
    Registry.open(url(directory)).close();
    try (Connection connection = DriverManager.getConnection(url(directory));
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      assertThat(mode.next()).isTrue();
      assertThat(mode.getString(1)).isEqualTo("wal");
    }
  }

  @Test
  void keepsReferencesWhole() throws Exception {
    try (Registry registry = Registry.open(url(directory))) {
      ready(registry, "taxi");
      // A run that does not exist cannot be the reason of a promotion.
      assertThatThrownBy(
              () ->
                  registry.promote(
                      new Promotion("taxi", "champion", 1, null, "ann", "x", 99L, null)))
          .hasMessageContaining("FOREIGN KEY");
      assertThat(registry.alias("taxi", "champion")).isEmpty();
      assertThat(registry.history("taxi")).isEmpty();
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

  @Test
  void doesNothingOnceClosed() {
    Registry registry = Registry.open(url(directory));
    registry.close();
    assertThatThrownBy(registry::models)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("registry: closed");
    assertThatThrownBy(() -> registry.allocateVersion("taxi", null))
        .isInstanceOf(IllegalStateException.class);
  }
}
