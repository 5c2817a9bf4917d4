package io.millrace.transforms.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.batching.RowBytes;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLoad;
import io.millrace.models.inference.serving.Staleness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in the process, in Micrometer's global registry: for streams, where Beam's own
 * metrics cost much. Whoever wants to see them adds a registry to {@link Metrics#globalRegistry},
 * such as one for Prometheus; without one nothing is kept.
 *
 * <p>The names are those of Beam's Python RunInference, each labelled with {@code model} and {@code
 * version}, so that sums go across swaps. Gauges besides: {@code model_age_secs} since a version's
 * files were written, and {@code registry_staleness_secs} since the source of versions was last
 * heard of.
 */
public final class MicrometerInferenceMetrics implements InferenceMetrics {
  private static final Map<Version, Meters> METERS = new ConcurrentHashMap<>();

  private record Version(String model, long version) {}

  private static Meters meters(ModelLease lease) {
    return METERS.computeIfAbsent(
        new Version(lease.model(), lease.version()), version -> new Meters(version, lease.load()));
  }

  @Override
  public void predicted(ModelLease lease, ColumnBatch request, int predicted, long nanos) {
    Meters meters = meters(lease);
    meters.inferences.increment(predicted);
    meters.batchSize.record(request.rows());
    meters.batchBytes.record(RowBytes.of(request));
    meters.latency.record(nanos / 1e3);
  }

  @Override
  public void failed(ModelLease lease) {
    meters(lease).failedBatches.increment();
  }

  @Override
  public void serving(ModelLease lease, Staleness staleness) {
    meters(lease).lastAnswer = staleness.lastAnswer();
  }

  /** The meters of a version. */
  private static final class Meters {
    private final Counter inferences;
    private final Counter failedBatches;
    private final DistributionSummary batchSize;
    private final DistributionSummary batchBytes;
    private final DistributionSummary latency;
    private volatile @Nullable Instant lastAnswer;

    Meters(Version version, @Nullable ModelLoad load) {
      Tags tags = Tags.of("model", version.model(), "version", Long.toString(version.version()));
      inferences = Metrics.counter("num_inferences", tags);
      failedBatches = Metrics.counter("failed_batches_counter", tags);
      batchSize = Metrics.summary("inference_request_batch_size", tags);
      batchBytes = Metrics.summary("inference_request_batch_byte_size", tags);
      latency = Metrics.summary("inference_batch_latency_micro_secs", tags);
      Gauge.builder("registry_staleness_secs", this, meters -> secondsSince(meters.lastAnswer))
          .tags(tags)
          .register(Metrics.globalRegistry);
      if (load != null) {
        Metrics.summary("load_model_latency_milli_secs", tags).record(load.took().toMillis());
        Metrics.summary("model_byte_size", tags).record(load.bytes());
        Gauge.builder("model_age_secs", load, known -> secondsSince(known.publishedAt()))
            .tags(tags)
            .strongReference(true)
            .register(Metrics.globalRegistry);
      }
    }

    private static double secondsSince(@Nullable Instant time) {
      return time == null ? Double.NaN : Duration.between(time, Instant.now()).toMillis() / 1e3;
    }
  }
}
