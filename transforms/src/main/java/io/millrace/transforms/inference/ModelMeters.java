package io.millrace.transforms.inference;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a model, and of those of its versions that are in use. Thread-safe.
 *
 * <p>A version is retired when it was not asked for some minutes while another one was; its meters
 * are removed then, not at the swap: the last that it counted is to be read too, calls may be under
 * way, and versions that are bound to event time take turns.
 */
final class ModelMeters {
  /** As long as Prometheus looks back for the last value of a series. */
  static final Duration RETIRED_AFTER = Duration.ofMinutes(5);

  private final LongSupplier clock;
  private final Set<ModelAccess> accesses = ConcurrentHashMap.newKeySet();
  private final Map<Long, VersionMeters> versions = new ConcurrentHashMap<>();
  private final List<Meter> gauges;
  private volatile Serving newest;

  /** What was asked last. */
  private record Serving(long version, @Nullable ModelLoad load) {}

  /**
   * @param clock nanoseconds since any time
   */
  ModelMeters(ModelLease lease, LongSupplier clock) {
    this.clock = clock;
    newest = new Serving(lease.version(), lease.load());
    gauges =
        List.of(
            gauge("model_version", lease, meters -> meters.newest.version),
            gauge("model_age_secs", lease, ModelMeters::age),
            gauge("registry_staleness_secs", lease, ModelMeters::staleness));
  }

  private Gauge gauge(String name, ModelLease lease, ToDoubleFunction<ModelMeters> value) {
    return Gauge.builder(name, this, value)
        .tag("model", lease.model())
        .strongReference(true)
        .register(Metrics.globalRegistry);
  }

  private double age() {
    ModelLoad load = newest.load;
    return load == null ? Double.NaN : secondsSince(load.publishedAt());
  }

  /** All that are open follow the same source, as a rule; if not, the worst off counts. */
  private double staleness() {
    double worst = Double.NaN;
    for (ModelAccess access : accesses) {
      Instant answer = access.staleness().lastAnswer();
      if (answer != null) {
        double seconds = secondsSince(answer);
        worst = Double.isNaN(worst) ? seconds : Math.max(worst, seconds);
      }
    }
    return worst;
  }

  private static double secondsSince(Instant time) {
    return Duration.between(time, Instant.now()).toMillis() / 1e3;
  }

  /** This version is about to be asked. */
  void serving(ModelLease lease, ModelAccess access) {
    accesses.add(access);
    long now = clock.getAsLong();
    of(lease).asked(now);
    if (newest.version != lease.version()) {
      newest = new Serving(lease.version(), lease.load());
    }
    if (versions.size() > 1) {
      retire(now - RETIRED_AFTER.toNanos());
    }
  }

  private void retire(long before) {
    versions
        .values()
        .removeIf(
            meters -> {
              boolean retired = meters.asked() - before < 0;
              if (retired) {
                meters.remove();
              }
              return retired;
            });
  }

  /** The meters of the version that is leased. */
  VersionMeters of(ModelLease lease) {
    VersionMeters known = versions.get(lease.version());
    return known != null
        ? known
        : versions.computeIfAbsent(
            lease.version(), version -> new VersionMeters(lease, clock.getAsLong()));
  }

  /** Forgets an access; true when no other is left. */
  boolean leave(ModelAccess access) {
    accesses.remove(access);
    return accesses.isEmpty();
  }

  void remove() {
    gauges.forEach(Metrics.globalRegistry::remove);
    versions.values().forEach(VersionMeters::remove);
    versions.clear();
  }
}
