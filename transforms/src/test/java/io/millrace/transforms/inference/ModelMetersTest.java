package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.Staleness;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelMetersTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Watched access = new Watched();
  private long now;
  private final ModelMeters meters = new ModelMeters(new Version(1), () -> now);

  @BeforeEach
  void add() {
    Metrics.addRegistry(registry);
  }

  @AfterEach
  void remove() {
    meters.remove();
    Metrics.removeRegistry(registry);
  }

  @Test
  void stalenessIsThatOfTheMomentOneGaugeForAllVersions() {
    meters.serving(new Version(1), access);
    assertThat(gauge("registry_staleness_secs")).isNaN();
    access.answer = Instant.now().minusSeconds(100);
    assertThat(gauge("registry_staleness_secs")).isBetween(100d, 160d);
    // The source answers a poll, and no record comes.
    access.answer = Instant.now();
    assertThat(gauge("registry_staleness_secs")).isBetween(0d, 60d);

    meters.serving(new Version(2), access);
    assertThat(registry.find("registry_staleness_secs").gauges()).hasSize(1);
    assertThat(gauge("model_version")).isEqualTo(2);
  }

  @Test
  void aVersionThatIsNotAskedAnyMoreLosesItsMeters() {
    meters.serving(new Version(1), access);
    meters.of(new Version(1)).failed();
    now += MINUTE;
    meters.serving(new Version(2), access);
    assertThat(versions()).as("not read yet, or a call on the way").containsExactly("1", "2");
    now += 3 * MINUTE;
    meters.serving(new Version(2), access);
    assertThat(versions()).containsExactly("1", "2");
    now += 2 * MINUTE;
    meters.serving(new Version(2), access);
    assertThat(versions()).containsExactly("2");
  }

  @Test
  void versionsThatTakeTurnsKeepTheirMeters() {
    for (int minute = 0; minute < 20; minute++) {
      meters.serving(new Version(1 + minute % 2), access);
      meters.of(new Version(1 + minute % 2)).failed();
      now += MINUTE;
    }
    assertThat(registry.get("failed_batches_counter").tag("version", "1").counter().count())
        .isEqualTo(10);
    assertThat(versions()).containsExactly("1", "2");
  }

  @Test
  void anHourWithoutRecordsRetiresNothing() {
    meters.serving(new Version(1), access);
    now += 60 * MINUTE;
    meters.serving(new Version(1), access);
    assertThat(versions()).containsExactly("1");
  }

  @Test
  void nothingIsLeftOfAModelThatNobodyAsks() {
    Watched other = new Watched();
    meters.serving(new Version(1), access);
    meters.serving(new Version(1), other);
    assertThat(meters.leave(access)).isFalse();
    assertThat(meters.leave(other)).isTrue();
    meters.remove();
    assertThat(registry.getMeters())
        .noneMatch(meter -> "fares".equals(meter.getId().getTag("model")));
  }

  private double gauge(String name) {
    return registry.get(name).tag("model", "fares").gauge().value();
  }

  private Set<String> versions() {
    Set<String> versions = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      String version = meter.getId().getTag("version");
      if (version != null) {
        versions.add(version);
      }
    }
    return versions;
  }

  /** A version that no call is made of. */
  private record Version(long version) implements ModelLease {
    @Override
    public String model() {
      return "fares";
    }

    @Override
    public BatchPredictor predictor() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** Who knows when the source answered. */
  private static final class Watched implements ModelAccess {
    private @Nullable Instant answer;

    @Override
    public ModelLease acquire(long eventTimeMillis, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Staleness staleness() {
      return new Staleness(answer, null);
    }

    @Override
    public void close() {}
  }
}
