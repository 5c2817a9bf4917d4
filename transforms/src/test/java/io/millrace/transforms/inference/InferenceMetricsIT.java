package io.millrace.transforms.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.batching.InferenceMetrics;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.metrics.PortRange;
import io.millrace.transforms.metrics.Scrape;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven rows of one number, the third of them unfit, in calls of at most four. */
class InferenceMetricsIT {
  private static final Layout X = Rows.layout("x", ValueType.FLOAT);

  @SuppressWarnings("NullAway.Init") // JUnit calls publish first
  private static LocalModel model;

  @BeforeAll
  static void publish(@TempDir Path root) throws Exception {
    LinearModels models = new LinearModels(root);
    models.publish(3);
    model = LocalModel.latest(models.directory());
  }

  @Test
  void asBeamCountsThem() {
    MetricQueryResults metrics = run(new BeamInferenceMetrics());
    Map<String, Long> counters = new TreeMap<>();
    metrics
        .getCounters()
        .forEach(each -> counters.put(each.getName().getName(), each.getAttempted()));
    assertThat(counters)
        .containsEntry("num_inferences", 6L)
        .containsEntry("failed_batches_counter", 1L);
    Map<String, DistributionResult> distributions = new TreeMap<>();
    metrics
        .getDistributions()
        .forEach(each -> distributions.put(each.getName().getName(), each.getAttempted()));
    DistributionResult size =
        Objects.requireNonNull(distributions.get("inference_request_batch_size"));
    assertThat(size.getCount()).isEqualTo(2);
    assertThat(size.getSum()).isEqualTo(7);
    DistributionResult bytes =
        Objects.requireNonNull(distributions.get("inference_request_batch_byte_size"));
    // The unfit row has two values.
    assertThat(bytes.getSum()).isEqualTo(8 * 8);
    assertThat(distributions)
        .containsKeys(
            "inference_batch_latency_micro_secs",
            "load_model_latency_milli_secs",
            "model_byte_size");
  }

  @Test
  void inTheProcessByVersionAsLongAsTheModelIsOpen() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try {
      try (BatchInference inference = open(new MicrometerInferenceMetrics())) {
        inference.predict(sevenRows(), new Nobody());
        assertThat(
                registry
                    .get("num_inferences")
                    .tags("model", "linear", "version", "1")
                    .counter()
                    .count())
            .isEqualTo(6);
        assertThat(registry.get("failed_batches_counter").counter().count()).isEqualTo(1);
        assertThat(registry.get("inference_request_batch_size").summary().max()).isEqualTo(4);
        assertThat(registry.get("inference_request_batch_byte_size").summary().totalAmount())
            .isEqualTo(8 * 8);
        assertThat(registry.get("inference_batch_latency_micro_secs").summary().count())
            .isEqualTo(2);
        assertThat(registry.get("load_model_latency_milli_secs").summary().count()).isEqualTo(1);
        assertThat(registry.get("model_byte_size").summary().totalAmount()).isPositive();
        assertThat(registry.get("model_version").gauge().value()).isEqualTo(1);
        assertThat(registry.get("model_age_secs").gauge().value()).isBetween(0d, 3_600d);
        assertThat(registry.get("registry_staleness_secs").gauge().value()).isBetween(-1d, 3_600d);
      }
      assertThat(registry.getMeters())
          .noneMatch(meter -> "linear".equals(meter.getId().getTag("model")));
    } finally {
      Metrics.removeRegistry(registry);
    }
  }

  @Test
  void canBeScrapedAsLongAsTheModelIsOpen() throws Exception {
    int port = Scrape.freePort();
    MicrometerInferenceMetrics metrics =
        new MicrometerInferenceMetrics().at(new PortRange(port, port));
    try (BatchInference inference = open(SerializableUtils.clone(metrics))) {
      inference.predict(sevenRows(), new Nobody());
      assertThat(Scrape.samples(port))
          .contains(
              "num_inferences_total{model=\"linear\",version=\"1\"} 6.0",
              "failed_batches_counter_total{model=\"linear\",version=\"1\"} 1.0",
              "inference_request_batch_size_sum{model=\"linear\",version=\"1\"} 7.0",
              "inference_batch_latency_micro_secs_count{model=\"linear\",version=\"1\"} 2",
              "model_version{model=\"linear\"} 1.0");
    }
    assertThatThrownBy(() -> Scrape.of(port)).isInstanceOf(ConnectException.class);
  }

  private static BatchInference open(InferenceMetrics metrics) {
    return new BatchInference(model, Batching.ofSize(4), Duration.ofSeconds(30), metrics);
  }

  /** Takes what becomes of rows. */
  private static final class Nobody implements BatchInference.Receiver {
    @Override
    public void predicted(int[] rows, Predictions predictions, ModelLease lease) {}

    @Override
    public void failed(int row, String reason, ModelLease lease) {}
  }

  private static ColumnBatch sevenRows() {
    Rows rows = Rows.of(X).add("0", 0, 0d).add("1", 0, 1d).add("2", 0, new double[] {1, 2});
    for (int i = 3; i < 7; i++) {
      rows.add("" + i, 0, (double) i);
    }
    return rows.batch();
  }

  private static MetricQueryResults run(InferenceMetrics metrics) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(sevenRows()).withCoder(DataCoders.BATCH))
        .apply(RunInference.with(model).withBatching(Batching.ofSize(4)).withMetrics(metrics));
    var result = pipeline.run();
    result.waitUntilFinish();
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace(BeamInferenceMetrics.NAMESPACE))
                .build());
  }
}
