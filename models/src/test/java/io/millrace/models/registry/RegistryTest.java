package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class RegistryTest {

  private final String url;

  RegistryTest(TestDatabase database, @TempDir Path directory) {
    url = database.create(directory);
  }

  @Test
  void keepsWhatItKnowsBetweenOpenings() {
    try (Registry registry = Registry.open(url)) {
      registry.promote(champion("taxi", ready(registry, "taxi"), null));
    }
    try (Registry registry = Registry.open(url)) {
      assertThat(registry.alias("taxi", "champion").orElseThrow().version()).isEqualTo(1);
      assertThat(registry.allocateVersion("taxi", null)).isEqualTo(2);
    }
  }

  @Test
  void keepsReferencesWhole() throws Exception {
    try (Registry registry = Registry.open(url)) {
      ready(registry, "taxi");
      // A run that does not exist cannot be the reason of a promotion.
      assertThatThrownBy(
              () ->
                  registry.promote(
                      new Promotion("taxi", "champion", 1, null, "ann", "x", 99L, null)))
          .message()
          .containsIgnoringCase("foreign key");
      assertThat(registry.alias("taxi", "champion")).isEmpty();
      assertThat(registry.history("taxi")).isEmpty();
    }
  }

  @Test
  void doesNothingOnceClosed() {
    Registry registry = Registry.open(url);
    registry.close();
    assertThatThrownBy(registry::models)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("registry: closed");
    assertThatThrownBy(() -> registry.allocateVersion("taxi", null))
        .isInstanceOf(IllegalStateException.class);
  }
}
