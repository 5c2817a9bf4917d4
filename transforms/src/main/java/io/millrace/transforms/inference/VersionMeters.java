package io.millrace.transforms.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.batching.RowBytes;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLoad;
import java.util.ArrayList;
import java.util.List;

/** The meters of one version of a model. */
final class VersionMeters {
  /** Upper bounds of the histogram of latencies, in microseconds: a millisecond is well served. */
  private static final double[] LATENCIES = {
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
  };

  private final Counter inferences;
  private final Counter failedBatches;
  private final DistributionSummary batchSize;
  private final DistributionSummary batchBytes;
  private final DistributionSummary latency;
  private final List<Meter> all = new ArrayList<>();

  /** A reading of the clock. */
  private volatile long asked;

  VersionMeters(ModelLease lease, long now) {
    Tags tags = Tags.of("model", lease.model(), "version", Long.toString(lease.version()));
    inferences = kept(Metrics.counter("num_inferences", tags));
    failedBatches = kept(Metrics.counter("failed_batches_counter", tags));
    batchSize = kept(Metrics.summary("inference_request_batch_size", tags));
    batchBytes = kept(Metrics.summary("inference_request_batch_byte_size", tags));
    latency =
        kept(
            DistributionSummary.builder("inference_batch_latency_micro_secs")
                .serviceLevelObjectives(LATENCIES)
                .tags(tags)
                .register(Metrics.globalRegistry));
    ModelLoad load = lease.load();
    if (load != null) {
      kept(Metrics.summary("load_model_latency_milli_secs", tags)).record(load.took().toMillis());
      kept(Metrics.summary("model_byte_size", tags)).record(load.bytes());
    }
    asked = now;
  }

  private <M extends Meter> M kept(M meter) {
    all.add(meter);
    return meter;
  }

  void asked(long now) {
    asked = now;
  }

  long asked() {
    return asked;
  }

  void predicted(ColumnBatch request, int predicted, long nanos) {
    inferences.increment(predicted);
    batchSize.record(request.rows());
    batchBytes.record(RowBytes.of(request));
    latency.record(nanos / 1e3);
  }

  void failed() {
    failedBatches.increment();
  }

  void remove() {
    all.forEach(Metrics.globalRegistry::remove);
  }
}
