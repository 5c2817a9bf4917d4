package io.millrace.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.Slicing;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.direct.DirectExecution;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.statistics.GenerateStatistics;
import io.millrace.transforms.validation.ValidateStatistics;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;

/**
 * Statistics of windows that late rows come to: each pane is what all its rows at once give, for
 * every slice and group of features, and each window is compared with the one before when both have
 * all rows. Takes about ten seconds on a quiet machine.
 */
class LateStatisticsIT {
  private static final EventTimeWindows MINUTES =
      new EventTimeWindows(Duration.ofMinutes(1), Duration.ofMinutes(10));

  private static final StatisticsOptions OPTIONS =
      StatisticsOptions.defaults()
          .withExperimentalNumFeaturePartitions(3)
          .withSlicingConfig(Slicing.by("zone"));

  private static final Schema SCHEMA = schema();

  // Rides of the minutes 0 and 1; minute 0 has a new zone late.
  private static final ColumnBatch IN_TIME = Rides.of(0, 400, 0, 120, 3);
  private static final ColumnBatch LATE = Rides.of(400, 700, 0, 60, 4);
  private static final ColumnBatch LATER = Rides.of(700, 800, 0, 120, 4);

  /** Of any distance of zones there is an anomaly. */
  private static Schema schema() {
    Schema.Builder schema = Schema.newBuilder();
    schema
        .addFeatureBuilder()
        .setName("zone")
        .setType(FeatureType.BYTES)
        .getDriftComparatorBuilder()
        .getInfinityNormBuilder()
        .setThreshold(0);
    return schema.build();
  }

  static Stream<Execution> runners() {
    return Stream.of(new DirectExecution(), new FlinkExecution());
  }

  @ParameterizedTest
  @MethodSource("runners")
  void latePanesAreWhatAllRowsAtOnceGive(Execution runner, @TempDir Path directory) {
    WindowPanes panes = run(runner, 1, directory);

    assertThat(panes.numbersOf(0)).containsExactly(0L, 1L, 2L);
    assertSame(panes.get(0, 0), 0, IN_TIME);
    assertSame(panes.get(0, 1), 0, IN_TIME, LATE);
    assertSame(panes.get(0, 2), 0, IN_TIME, LATE, LATER);
    assertThat(panes.get(0, 0)).doesNotContainKey("zone_z3");
    assertThat(panes.get(0, 1)).containsKeys("All Examples", "zone_z0", "zone_z3");
    assertThat(panes.numbersOf(60_000)).containsExactly(0L, 1L);
    assertSame(panes.get(60_000, 0), 60, IN_TIME);
    assertSame(panes.get(60_000, 1), 60, IN_TIME, LATER);
    WindowAnomalies anomalies = WindowAnomalies.of(name(runner, 1));
    // One more than of the statistics.
    assertThat(anomalies.numbersOf(0)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(anomalies.numbersOf(60_000)).containsExactly(0L, 1L, 2L);
    assertCompared(anomalies);
  }

  /** The rows come so fast that later ones may overtake a pane, which is then left out. */
  @ParameterizedTest
  @MethodSource("runners")
  void theLastPaneOfSeveralWorkersHasAllRows(Execution runner, @TempDir Path directory) {
    WindowPanes panes = run(runner, 2, directory);

    List<Long> ofFirst = panes.numbersOf(0);
    assertSame(panes.get(0, ofFirst.get(ofFirst.size() - 1)), 0, IN_TIME, LATE, LATER);
    List<Long> ofSecond = panes.numbersOf(60_000);
    assertSame(panes.get(60_000, ofSecond.get(ofSecond.size() - 1)), 60, IN_TIME, LATER);
    assertCompared(WindowAnomalies.of(name(runner, 2)));
  }

  private static WindowPanes run(Execution runner, int workers, Path directory) {
    PipelineOptions options =
        runner.options(new Execution.Settings(true, null, directory.resolve("checkpoints")));
    if (runner instanceof FlinkExecution) {
      FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
      flink.setAttachedMode(true);
      flink.setShutdownSourcesAfterIdleMs(100L);
      flink.setParallelism(workers);
      // An open bundle holds the watermark back, and nothing would be late.
      flink.setMaxBundleSize(1L);
    } else {
      options.as(DirectOptions.class).setTargetParallelism(workers);
    }
    String name = name(runner, workers);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<WindowResult<SlicedStatistics>> statistics =
        pipeline
            .apply(
                TestStream.create(DataCoders.BATCH)
                    .addElements(IN_TIME)
                    .advanceWatermarkTo(Instant.ofEpochSecond(60))
                    .addElements(LATE)
                    .advanceWatermarkTo(Instant.ofEpochSecond(120))
                    .addElements(LATER)
                    .advanceWatermarkToInfinity())
            .apply(GenerateStatistics.over(MINUTES, OPTIONS));
    statistics.apply("Keep", ParDo.of(new WindowPanes.Keep(name)));
    statistics
        .apply("Validate", ValidateStatistics.against(SCHEMA))
        .apply("KeepAnomalies", ParDo.of(new WindowAnomalies.Keep(name)));
    pipeline.run().waitUntilFinish();
    return WindowPanes.of(name);
  }

  private static String name(Execution runner, int workers) {
    return runner.name() + " of " + workers;
  }

  /** Minute 1 is compared with minute 0 once, both with all their rows. */
  private static void assertCompared(WindowAnomalies anomalies) {
    assertThat(anomalies.last(0).getDriftSkewInfoList()).isEmpty();
    assertThat(anomalies.beforeLast(60_000))
        .allSatisfy(
            pane -> {
              assertThat(pane.getDriftSkewInfoList()).isEmpty();
              // What needs no comparison is told on time.
              assertThat(pane.getAnomalyInfoMap()).containsOnlyKeys("km", "people", "note");
            });
    Map<String, Double> before = zones(0, IN_TIME, LATE, LATER);
    Map<String, Double> after = zones(60_000, IN_TIME, LATER);
    double distance =
        before.entrySet().stream()
            .mapToDouble(zone -> Math.abs(zone.getValue() - after.getOrDefault(zone.getKey(), 0.0)))
            .max()
            .orElseThrow();
    Anomalies last = anomalies.last(60_000);
    assertThat(last.getAnomalyInfoMap()).containsOnlyKeys("km", "people", "note", "zone");
    assertThat(last.getDriftSkewInfo(0).getDriftMeasurements(0).getValue())
        .isCloseTo(distance, within(1e-9));
  }

  /** The share of each zone in a minute. */
  private static Map<String, Double> zones(long start, ColumnBatch... batches) {
    Map<String, Double> counts = new TreeMap<>();
    double rows = 0;
    for (ColumnBatch batch : batches) {
      ColumnBatch minute = Rides.between(start, start + 60_000, batch);
      BytesColumn zones = (BytesColumn) minute.column(2);
      for (int row = 0; row < minute.rows(); row++) {
        counts.merge(zones.string(row), 1.0, Double::sum);
        rows++;
      }
    }
    double all = rows;
    counts.replaceAll((zone, count) -> count / all);
    return counts;
  }

  private static void assertSame(Map<String, String> pane, long second, ColumnBatch... batches) {
    SlicedStatistics expected = new SlicedStatistics(OPTIONS);
    for (ColumnBatch batch : batches) {
      expected.add(Rides.between(second * 1_000, second * 1_000 + 60_000, batch));
    }
    assertThat(pane).isEqualTo(WindowPanes.bySlice(expected));
  }
}
