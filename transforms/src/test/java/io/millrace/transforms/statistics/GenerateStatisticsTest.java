package io.millrace.transforms.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

class GenerateStatisticsTest {
  private static final Layout LAYOUT =
      Rows.layout("size", ValueType.FLOAT, "kind", ValueType.STRING);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void computesTheStatisticsOfEachWindow() {
    Contents.of(
        compute(
            GenerateStatistics.over(
                new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO),
                StatisticsOptions.defaults())),
        windows -> {
          assertThat(windows).extracting(WindowResult::start).containsExactlyInAnyOrder(0L, 10L);
          DatasetFeatureStatistics first = at(0, windows);
          assertThat(first.getNumExamples()).isEqualTo(3);
          assertThat(feature("size", first).getNumStats().getMean()).isEqualTo(3);
          assertThat(feature("size", first).getNumStats().getCommonStats().getNumMissing())
              .isEqualTo(1);
          assertThat(feature("kind", first).getStringStats().getUnique()).isEqualTo(2);
          DatasetFeatureStatistics second = at(10, windows);
          assertThat(second.getNumExamples()).isEqualTo(1);
          assertThat(feature("size", second).getNumStats().getMax()).isEqualTo(8);
        });
    pipeline.run();
  }

  @Test
  void leavesColumnsOut() {
    Contents.of(
        compute(
            GenerateStatistics.over(
                    new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO),
                    StatisticsOptions.defaults())
                .excluding(Set.of("kind"))),
        windows ->
            assertThat(at(0, windows).getFeaturesList())
                .extracting(feature -> feature.getPath().getStep(0))
                .containsExactly("size"));
    pipeline.run();
  }

  private PCollection<WindowResult<SlicedStatistics>> compute(GenerateStatistics statistics) {
    return pipeline
        .apply(
            Create.of(
                    Rows.of(LAYOUT).add("1", 1, 2d, "a").add("2", 11, 8d, "b").batch(),
                    Rows.of(LAYOUT).add("3", 2, 4d, "b").add("4", 3, null, "a").batch())
                .withCoder(DataCoders.BATCH))
        .apply(statistics);
  }

  private static DatasetFeatureStatistics at(
      long start, List<WindowResult<SlicedStatistics>> windows) {
    return windows.stream()
        .filter(window -> window.start() == start)
        .findFirst()
        .orElseThrow()
        .value()
        .all()
        .toProto("");
  }

  private static FeatureNameStatistics feature(String name, DatasetFeatureStatistics statistics) {
    return statistics.getFeaturesList().stream()
        .filter(feature -> feature.getPath().getStep(0).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
