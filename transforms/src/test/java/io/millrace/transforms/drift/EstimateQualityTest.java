package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.VersionEstimator;
import io.millrace.models.drift.performance.RowLoss;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.drift.EstimatedQuality.Metric;
import io.millrace.transforms.drift.EstimatedQuality.OfVersion;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Windows of a hundred milliseconds, labels within a thousand. Version 1 predicts 0 where labels
 * are x, from 0 to 1, in its reference; version 2 has no estimator.
 */
class EstimateQualityTest {
  private static final Layout LAYOUT = Rows.layout("x", ValueType.FLOAT);
  private static final Duration HORIZON = Duration.ofSeconds(1);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void estimatesAtTheWindowsEndAndSetsWhatLabelsShowBesideIt() {
    List<LabelledExample> labelled = new ArrayList<>();
    // In the second window the world has changed, which no estimate can see: labels are 2 - x.
    for (int i = 0; i < 100; i++) {
      labelled.add(example(1, i, x(i), x(i)));
      labelled.add(example(1, 100 + i, x(i), 2 - x(i)));
      labelled.add(example(2, 100 + i, x(i), 9));
    }
    LabelledExample first = labelled.get(0);
    labelled.add(new LabelledExample(first.example(), 0, 1, 50, first.time(), first.label()));
    Contents.of(
        run(labelled),
        windows -> {
          assertThat(windows)
              .extracting(window -> window.start() + " " + window.value().labelled())
              .containsExactlyInAnyOrder("0 false", "100 false", "0 true", "100 true");
          for (WindowResult<EstimatedQuality> window : windows) {
            assertThat(window.end()).isEqualTo(window.start() + 100);
            assertThat(window.value().versions()).containsOnlyKeys(1L);
            OfVersion version = Objects.requireNonNull(window.value().versions().get(1L));
            Metric mae = version.metrics().get(0);
            assertThat(version.rows()).isEqualTo(100);
            assertThat(version.assumption()).contains("cannot be seen without labels");
            assertThat(mae.name()).isEqualTo("mae");
            assertThat(mae.estimate()).isCloseTo(0.5, within(0.03));
            assertThat(mae.lower()).isLessThan(0.5);
            assertThat(mae.upper()).isGreaterThan(0.5);
            assertThat(mae.isUnusual()).isFalse();
            assertThat(version.labelledRows()).isEqualTo(window.value().labelled() ? 100 : 0);
            if (!window.value().labelled()) {
              assertThat(mae.realised()).isNaN();
            } else if (window.start() == 0) {
              assertThat(mae.realised()).isCloseTo(0.5, within(1e-9));
            } else {
              assertThat(mae.realised()).isCloseTo(1.5, within(1e-9));
            }
          }
        });
    pipeline.run();
  }

  @Test
  void withoutLabelsThereAreEstimatesAlone() {
    Contents.of(
        run(null),
        windows ->
            assertThat(windows)
                .extracting(window -> window.start() + " " + window.value().labelled())
                .containsExactlyInAnyOrder("0 false", "100 false"));
    pipeline.run();
  }

  private PCollection<WindowResult<EstimatedQuality>> run(
      @Nullable List<LabelledExample> labelled) {
    PCollectionTuple input =
        PCollectionTuple.of(
            EstimateQuality.PREDICTIONS,
            pipeline.apply(
                Create.of(scored(1, 0), scored(1, 100), scored(2, 100))
                    .withCoder(ScoredBatch.CODER)));
    if (labelled != null) {
      List<TimestampedValue<LabelledExample>> timed =
          labelled.stream()
              .map(example -> TimestampedValue.of(example, Instant.ofEpochMilli(example.time())))
              .toList();
      input =
          input.and(
              EstimateQuality.EXAMPLES,
              pipeline.apply(
                  "Labelled", Create.timestamped(timed).withCoder(LabelledExample.CODER)));
    }
    return input.apply(
        EstimateQuality.over(
            new EventTimeWindows(Duration.ofMillis(100), Duration.ZERO),
            HORIZON,
            "prediction",
            new Known()));
  }

  /** The middle of the i-th of a hundred parts of 0..1. */
  private static double x(int i) {
    return (i + 0.5) / 100;
  }

  private static ScoredBatch scored(long version, long start) {
    Rows rows = Rows.of(LAYOUT);
    for (int i = 0; i < 100; i++) {
      rows.add("r" + i, start + i, x(i));
    }
    Predictions predictions =
        new Predictions(
            Rows.layout("prediction", ValueType.FLOAT),
            List.of(FloatColumn.of(new double[100])),
            100);
    return new ScoredBatch(rows.batch(), predictions, "m", version, 0);
  }

  /** Its label comes almost a horizon later, in another window. */
  private static LabelledExample example(long version, long time, double x, double label) {
    ExampleCodec codec = new ExampleCodec(LAYOUT);
    ColumnBatch row = Rows.of(LAYOUT).add("r", time, x).batch();
    byte[] encoded = codec.encode(row, codec.resolve(row), 0, 0, version);
    long labelTime = time + HORIZON.toMillis() - 1;
    return new LabelledExample(
        codec.withLabel(encoded, label, labelTime), 0, version, label, labelTime);
  }

  private record Known() implements EstimatorSource {
    @Override
    public ModelReference of(long version) {
      Rows rows = Rows.of(LAYOUT);
      for (int i = 0; i < 100; i++) {
        rows.add("r" + i, i, x(i));
      }
      GridCounts counts = new GridCounts(FeatureGrid.build(List.of(rows.batch()), 10, 10));
      return ModelReference.of(counts, ErrorMoments.NONE);
    }

    @Override
    public @Nullable VersionEstimator estimatorOf(long version) {
      if (version == 2) {
        return null;
      }
      double[][] rows = new double[1000][];
      double[] labels = new double[1000];
      for (int i = 0; i < 1000; i++) {
        labels[i] = x(i * 37 % 100);
        rows[i] = new double[] {labels[i]};
      }
      return VersionEstimator.ofNumbers(rows, new double[1000], labels, RowLoss.ABSOLUTE);
    }
  }
}
