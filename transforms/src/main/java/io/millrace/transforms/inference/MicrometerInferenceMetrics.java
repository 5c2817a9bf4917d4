package io.millrace.transforms.inference;

import io.micrometer.core.instrument.Metrics;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.transforms.metrics.MetricsEndpoint;
import io.millrace.transforms.metrics.PortRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in the process, in Micrometer's global registry: for streams, where Beam's own
 * metrics cost much. They can be read {@link #at} a port, as Prometheus does, or by a registry that
 * is added to {@link Metrics#globalRegistry}; without either nothing is kept.
 *
 * <p>The names are those of Beam's Python RunInference, each labelled with {@code model} and {@code
 * version}, so that sums go across swaps; they are removed when a version has been out of use for
 * some minutes. Gauges besides, labelled with {@code model}: {@code model_version} is the version
 * in use, {@code model_age_secs} tells since when its files are there, and {@code
 * registry_staleness_secs} since when the source of versions was not heard of.
 */
public final class MicrometerInferenceMetrics implements InferenceMetrics {
  private static final Map<String, ModelMeters> MODELS = new ConcurrentHashMap<>();

  private final @Nullable PortRange ports;

  public MicrometerInferenceMetrics() {
    this(null);
  }

  private MicrometerInferenceMetrics(@Nullable PortRange ports) {
    this.ports = ports;
  }

  /**
   * The same, and the metrics of a worker process can be read over HTTP while it predicts.
   *
   * @param ports where, at the first free one; null for nowhere
   */
  public MicrometerInferenceMetrics at(@Nullable PortRange ports) {
    return new MicrometerInferenceMetrics(ports);
  }

  @Override
  public void opened(ModelAccess access) {
    if (ports != null) {
      MetricsEndpoint.join(ports);
    }
  }

  @Override
  public void serving(ModelLease lease, ModelAccess access) {
    // Within compute, so that none is removed while it is joined.
    MODELS.compute(
        lease.model(),
        (model, known) -> {
          ModelMeters meters = known == null ? new ModelMeters(lease, System::nanoTime) : known;
          meters.serving(lease, access);
          return meters;
        });
  }

  @Override
  public void predicted(ModelLease lease, ColumnBatch request, int predicted, long nanos) {
    ModelMeters meters = MODELS.get(lease.model());
    if (meters != null) {
      meters.of(lease).predicted(request, predicted, nanos);
    }
  }

  @Override
  public void failed(ModelLease lease) {
    ModelMeters meters = MODELS.get(lease.model());
    if (meters != null) {
      meters.of(lease).failed();
    }
  }

  @Override
  public void closed(ModelAccess access) {
    for (String model : MODELS.keySet()) {
      MODELS.computeIfPresent(
          model,
          (name, meters) -> {
            if (!meters.leave(access)) {
              return meters;
            }
            meters.remove();
            return null;
          });
    }
    if (ports != null) {
      MetricsEndpoint.leave();
    }
  }
}
