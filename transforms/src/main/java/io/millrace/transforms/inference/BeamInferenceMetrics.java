package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.batching.RowBytes;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLoad;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls as Beam's metrics, under the names and in the namespace of Beam's Python
 * RunInference. One name counts all versions, so that it adds up across swaps; which versions
 * serve, the gauge {@code model_version} tells, labelled with the model: of Beam's metrics only
 * gauges can have labels.
 */
final class BeamInferenceMetrics implements InferenceMetrics {
  static final String NAMESPACE = "RunInference";

  private record Load(String model, long version, ModelLoad load) {}

  /** The loads that a process has told of. */
  private static final Set<Load> TOLD = ConcurrentHashMap.newKeySet();

  private final Counter inferences = Metrics.counter(NAMESPACE, "num_inferences");
  private final Counter failedBatches = Metrics.counter(NAMESPACE, "failed_batches_counter");
  private final Distribution batchSize =
      Metrics.distribution(NAMESPACE, "inference_request_batch_size");
  private final Distribution batchBytes =
      Metrics.distribution(NAMESPACE, "inference_request_batch_byte_size");
  private final Distribution latency =
      Metrics.distribution(NAMESPACE, "inference_batch_latency_micro_secs");
  private final Distribution loadLatency =
      Metrics.distribution(NAMESPACE, "load_model_latency_milli_secs");
  private final Distribution modelBytes = Metrics.distribution(NAMESPACE, "model_byte_size");

  /** The last load that was told of, here or elsewhere in the process: usually this one again. */
  private transient volatile @Nullable ModelLoad told;

  @Override
  public void predicted(ModelLease lease, ColumnBatch request, int predicted, long nanos) {
    inferences.inc(predicted);
    batchSize.update(request.rows());
    batchBytes.update(RowBytes.of(request));
    latency.update(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  @Override
  public void failed(ModelLease lease) {
    failedBatches.inc();
  }

  @Override
  public void serving(ModelLease lease, ModelAccess access) {
    Map<String, String> model = Map.of("model", lease.model());
    gauge("model_version", model).set(lease.version());
    Instant answer = access.staleness().lastAnswer();
    if (answer != null) {
      gauge("registry_staleness_secs", model).set(secondsSince(answer));
    }
    ModelLoad load = lease.load();
    if (load != null) {
      gauge("model_age_secs", model).set(secondsSince(load.publishedAt()));
      if (!load.equals(told) && TOLD.add(new Load(lease.model(), lease.version(), load))) {
        loadLatency.update(load.took().toMillis());
        modelBytes.update(load.bytes());
      }
      told = load;
    }
  }

  private static Gauge gauge(String name, Map<String, String> labels) {
    return Metrics.gauge(MetricName.named(NAMESPACE, name, labels));
  }

  private static long secondsSince(Instant time) {
    return Math.max(0, Instant.now().getEpochSecond() - time.getEpochSecond());
  }
}
