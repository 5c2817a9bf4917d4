package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Quarantine quarantine = new Quarantine(now::get);
  private final ModelLocation location;

  QuarantineTest(@TempDir Path directory) throws Exception {
    location = new ModelLocation("m", 3, directory);
    Files.writeString(directory.resolve("a"), "first");
  }

  @Test
  void aVersionStaysUntilItsFilesChangeAndThePauseIsOver() throws Exception {
    assertThat(quarantine.reason(location)).isNull();
    refuse();
    pass(Duration.ofHours(1));
    assertThat(quarantine.reason(location)).isEqualTo("broken");

    Files.writeString(location.directory().resolve("a"), "changed");
    assertThat(quarantine.reason(location)).isNull();
  }

  @Test
  void thePauseDoublesUpToFiveMinutes() throws Exception {
    long[] seconds = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
    for (int i = 0; i < seconds.length; i++) {
      refuse();
      Files.writeString(location.directory().resolve("a"), "x".repeat(i + 7));
      pass(Duration.ofSeconds(seconds[i]).minusNanos(1));
      assertThat(quarantine.reason(location)).isEqualTo("broken");
      pass(Duration.ofNanos(1));
      assertThat(quarantine.reason(location)).isNull();
    }
  }

  @Test
  void whoeverAsksMayTryAtOnce() {
    refuse();
    assertThat(quarantine.reasons()).containsEntry(location, "broken");
    quarantine.clear();
    assertThat(quarantine.reason(location)).isNull();
  }

  @Test
  void aVersionThatIsNotNamedAnyMoreMayBeTriedAtOnceWhenItIs() {
    refuse();
    quarantine.keepOnly(location);
    assertThat(quarantine.reason(location)).isEqualTo("broken");
    quarantine.keepOnly(null);
    assertThat(quarantine.reason(location)).isNull();
  }

  private void refuse() {
    quarantine.refuse(location, "broken", Quarantine.files(location.directory()));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
