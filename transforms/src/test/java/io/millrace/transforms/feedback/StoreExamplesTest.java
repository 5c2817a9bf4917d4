package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.transforms.Contents;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.nio.file.Path;
import java.time.Duration;
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
        new LabelledExample(Examples.labelled(id, time, 1.5, label), prediction, version, label),
        new Instant(time));
  }

  private static Quality quality(long version, ErrorMoments absolute, ErrorMoments percentage) {
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(version, new Quality.VersionQuality(absolute, absolute, percentage));
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
