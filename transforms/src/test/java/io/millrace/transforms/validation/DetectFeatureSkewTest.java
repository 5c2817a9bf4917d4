package io.millrace.transforms.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.validation.skew.SkewOptions;
import io.millrace.models.validation.skew.SkewSummary;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;

class DetectFeatureSkewTest {
  private static final Layout LAYOUT =
      Rows.layout("id", ValueType.INT, "fare", ValueType.FLOAT, "kind", ValueType.STRING);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void joinsTheBatchesOfBothSides() {
    PCollectionTuple sides =
        PCollectionTuple.of(
                DetectFeatureSkew.BASE,
                pipeline.apply(
                    "Base",
                    Create.of(
                            Rows.of(LAYOUT)
                                .add("", 0, 1L, 1.0, "a")
                                .add("", 0, 2L, 2.0, "a")
                                .batch(),
                            Rows.of(LAYOUT)
                                .add("", 0, 3L, 3.0, "a")
                                .add("", 0, null, 4.0, "a")
                                .batch())
                        .withCoder(DataCoders.BATCH)))
            .and(
                DetectFeatureSkew.TEST,
                pipeline.apply(
                    "Test",
                    Create.of(
                            Rows.of(LAYOUT)
                                .add("", 0, 3L, 3.5, "a")
                                .add("", 0, 1L, 1.0, null)
                                .batch(),
                            Rows.of(LAYOUT).add("", 0, 9L, 9.0, "a").batch())
                        .withCoder(DataCoders.BATCH)));
    SkewOptions options = SkewOptions.joinedOn(List.of("id")).withSampleSize(1);

    Contents.of(
        sides.apply(DetectFeatureSkew.with(options)),
        summaries -> {
          SkewSummary summary = summaries.iterator().next();
          assertThat(summary.features())
              .containsExactly(
                  FeatureSkew.newBuilder()
                      .setFeatureName("fare")
                      .setBaseCount(2)
                      .setTestCount(2)
                      .setMatchCount(1)
                      .setMismatchCount(1)
                      .setDiffCount(1)
                      .build(),
                  FeatureSkew.newBuilder()
                      .setFeatureName("kind")
                      .setBaseCount(2)
                      .setTestCount(1)
                      .setMatchCount(1)
                      .setBaseOnly(1)
                      .setDiffCount(1)
                      .build());
          assertThat(summary.matches())
              .isEqualTo(
                  MatchStats.newBuilder()
                      .setBaseWithIdCount(3)
                      .setTestWithIdCount(3)
                      .setIdentifiersCount(4)
                      .setIdsMissingInBaseCount(1)
                      .setIdsMissingInTestCount(1)
                      .setMatchingPairsCount(2)
                      .setBaseMissingIdCount(1)
                      .build());
          assertThat(summary.pairs()).hasSize(1);
        });
    pipeline.run();
  }

  @Test
  void joinsStreamsWindowByWindow() {
    Layout layout = Rows.layout("id", ValueType.INT, "fare", ValueType.FLOAT);
    PCollectionTuple sides =
        PCollectionTuple.of(
                DetectFeatureSkew.BASE,
                stream(
                    "Base",
                    Rows.of(layout)
                        .add("", 1_000, 1L, 1.0)
                        .add("", 61_000, 1L, 2.0)
                        .add("", 62_000, null, 2.0)
                        .batch()))
            .and(
                DetectFeatureSkew.TEST,
                stream(
                    "Test",
                    Rows.of(layout).add("", 59_000, 1L, 1.5).batch(),
                    Rows.of(layout).add("", 61_500, 1L, 2.0).batch()));

    Contents.of(
        sides
            .apply(
                DetectFeatureSkew.with(SkewOptions.joinedOn(List.of("id")))
                    .over(Duration.ofMinutes(1)))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        summary ->
                            summary.features().get(0).getMatchCount()
                                + " equal, "
                                + summary.features().get(0).getMismatchCount()
                                + " not, "
                                + summary.matches().getBaseMissingIdCount()
                                + " without")),
        windows ->
            assertThat(windows)
                .containsExactlyInAnyOrder(
                    "0 equal, 1 not, 0 without", "1 equal, 0 not, 1 without"));
    pipeline.run();
  }

  private PCollection<ColumnBatch> stream(String name, ColumnBatch first, ColumnBatch... more) {
    return pipeline.apply(
        name,
        TestStream.create(DataCoders.BATCH).addElements(first, more).advanceWatermarkToInfinity());
  }
}
