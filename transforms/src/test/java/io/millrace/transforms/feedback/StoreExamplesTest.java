package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.Contents;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreExamplesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Pipeline pipeline = Pipeline.create();
  private final ExampleStore store;

  StoreExamplesTest(@TempDir Path root) {
    store = new ExampleStore(root.toString());
  }

  @Test
  void eachWindowHasAFileAndAQuality() throws Exception {
    run(
        TestStream.create(LabelledExample.CODER)
            .addElements(example("a", 10, 11, 1), example("b", 20, 24, 1))
            .addElements(example("c", HOUR, 5, 2))
            .advanceWatermarkToInfinity(),
        new WindowResult<>(0, HOUR, 0, quality(1, moments(1, 4), moments(0.1, 0.2))),
        new WindowResult<>(HOUR, 2 * HOUR, 0, quality(2, moments(5), moments())));
    assertThat(Examples.texts(store.read(at(0), at(HOUR))))
        .containsExactlyInAnyOrder(
            "a@10 1.5 -> NaN by 0; 10.0@11", "b@20 1.5 -> NaN by 0; 20.0@21");
    assertThat(Examples.texts(store.read(at(HOUR), at(2 * HOUR)))).hasSize(1);
  }

  @Test
  void aLateExampleWritesTheFileAndGivesTheQualityAgain() throws Exception {
    run(
        TestStream.create(LabelledExample.CODER)
            .addElements(example("a", 10, 11, 1))
            .advanceWatermarkTo(new Instant(HOUR))
            .addElements(example("b", 20, 24, 1))
            .advanceWatermarkToInfinity(),
        new WindowResult<>(0, HOUR, 0, quality(1, moments(1), moments(0.1))),
        new WindowResult<>(0, HOUR, 1, quality(1, moments(1, 4), moments(0.1, 0.2))));
    assertThat(Examples.texts(store.read(at(0), at(HOUR)))).hasSize(2);
  }

  @Test
  void aCorrectionIsAnExampleOfItsOwnWindowAndTakesTheOldErrorBack() throws Exception {
    Contents.of(
        pipeline
            .apply(
                TestStream.create(LabelledExample.CODER)
                    .addElements(example("a", 10, 11, 1), example("b", 20, 24, 1))
                    .advanceWatermarkTo(new Instant(HOUR))
                    .addElements(
                        TimestampedValue.of(
                            new LabelledExample(
                                corrected("a", 10, 13, HOUR + 5), 11, 1, 13, HOUR + 5, 10.0),
                            new Instant(HOUR + 5)))
                    .advanceWatermarkToInfinity())
            .apply(
                StoreExamples.to(
                        store,
                        Examples.COLUMNS,
                        new EventTimeWindows(Duration.ofHours(1), Duration.ZERO),
                        ErrorMeasure.ABSOLUTE)
                    .withSlices(Slicing.by("size"))),
        windows -> {
          Quality all = windows.get(0).value().plus(windows.get(1).value());
          Quality.VersionQuality version = all.versions().values().iterator().next();
          // Errors of 1 and 4; then the label of a moves by 3, and its error from 1 to 2.
          assertThat(version.all().errors().absolute()).isEqualTo(moments(1, 4, 2));
          assertThat(version.all().retracted().absolute()).isEqualTo(moments(1));
          assertThat(version.all().net().absolute()).isEqualTo(moments(4, 2));
          assertThat(version.all().net().residual()).isEqualTo(moments(4, -2));
          assertThat(version.slices()).isEqualTo(Map.of("size_1.5", version.all()));
        });
    pipeline.run();
    assertThat(Examples.texts(store.read(at(0), at(2 * HOUR))))
        .containsExactlyInAnyOrder(
            "a@10 1.5 -> NaN by 0; 13.0@3600005", "b@20 1.5 -> NaN by 0; 20.0@21");
    // As of the first window's end, the old label was the truth.
    assertThat(Examples.texts(store.read(at(0), at(HOUR))))
        .contains("a@10 1.5 -> NaN by 0; 10.0@11");
  }

  @Test
  void slicesHaveTheirOwnErrors() {
    Contents.of(
        pipeline
            .apply(
                TestStream.create(LabelledExample.CODER)
                    .addElements(sized("a", 1, 11), sized("b", 2, 24), sized("c", 1, 7))
                    .advanceWatermarkToInfinity())
            .apply(
                StoreExamples.to(
                        store,
                        Examples.COLUMNS,
                        new EventTimeWindows(Duration.ofHours(1), Duration.ZERO),
                        ErrorMeasure.ABSOLUTE)
                    .withSlices(Slicing.by("size"))),
        windows -> {
          Quality.VersionQuality version =
              windows.get(0).value().versions().values().iterator().next();
          assertThat(version.slices()).containsOnlyKeys("size_1.0", "size_2.0");
          assertThat(version.slices().values())
              .extracting(slice -> slice.errors().residual())
              .containsExactly(moments(1, -3), moments(14));
        });
    pipeline.run();
  }

  /** An example whose label is 10. */
  private static TimestampedValue<LabelledExample> sized(
      String id, double size, double prediction) {
    return TimestampedValue.of(
        new LabelledExample(Examples.labelled(id, 5, size, 10), prediction, 1, 10, 5),
        new Instant(5));
  }

  private static byte[] corrected(String id, long time, double label, long labelTime) {
    return new ExampleCodec(Examples.COLUMNS)
        .withLabel(Examples.row(id, time, 1.5, Double.NaN, 0), label, labelTime);
  }

  @SafeVarargs
  private void run(TestStream<LabelledExample> examples, WindowResult<Quality>... expected) {
    // What a check refers to has to be serializable.
    String[] texts = Stream.of(expected).map(WindowResult::toString).toArray(String[]::new);
    Contents.of(
        pipeline
            .apply(examples)
            .apply(
                StoreExamples.to(
                    store,
                    Examples.COLUMNS,
                    new EventTimeWindows(Duration.ofHours(1), Duration.ofHours(1)),
                    ErrorMeasure.ABSOLUTE)),
        windows ->
            assertThat(windows)
                .extracting(WindowResult::toString)
                .containsExactlyInAnyOrder(texts));
    pipeline.run();
  }

  /** An example whose label is its time, or 0 from an hour on. */
  private static TimestampedValue<LabelledExample> example(
      String id, long time, double prediction, long version) {
    double label = time < HOUR ? time : 0;
    return TimestampedValue.of(
        new LabelledExample(
            Examples.labelled(id, time, 1.5, label), prediction, version, label, time),
        new Instant(time));
  }

  private static Quality quality(long version, ErrorMoments absolute, ErrorMoments percentage) {
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(
        version, new Quality.VersionQuality(new Errors(absolute, absolute, percentage, absolute)));
    return new Quality(versions);
  }

  private static ErrorMoments moments(double... errors) {
    ErrorMoments moments = ErrorMoments.NONE;
    for (double error : errors) {
      moments = moments.plus(error);
    }
    return moments;
  }

  private static java.time.Instant at(long millis) {
    return java.time.Instant.ofEpochMilli(millis);
  }
}
