package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.ErrorMeasure;
import io.millrace.transforms.Contents;
import io.millrace.transforms.windows.EventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are published hours after they were true, within the horizon. */
class LateLabelsIT {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final Duration HORIZON = Duration.ofDays(7);

  private final Pipeline pipeline = Pipeline.create();
  private final ExampleStore store;

  LateLabelsIT(@TempDir Path root) {
    store = new ExampleStore(root.toString());
  }

  @Test
  void countWhereTheyComeIfTheirWindowIsOver() throws Exception {
    join(
        new EventTimeWindows(Duration.ofDays(1), Duration.ZERO),
        List.of("0: 1 rows", DAY + ": 1 rows"));
    assertThat(labels(0)).containsExactly("on time 11.0@" + 11 * HOUR);
    assertThat(labels(DAY)).containsExactly("nightly 12.0@" + 12 * HOUR);
  }

  @Test
  void countInTheirWindowWithinTheAllowedLateness() throws Exception {
    join(
        new EventTimeWindows(Duration.ofDays(1), Duration.ofHours(2)),
        List.of("0: 1 rows", "0: 2 rows"));
    assertThat(labels(0)).hasSize(2);
    assertThat(labels(DAY)).isEmpty();
  }

  /** A record at 10 and one at 11 o'clock; the label of the second is published at 1 at night. */
  private void join(EventTimeWindows windows, List<String> quality) {
    PCollectionTuple joined =
        pipeline
            .apply(
                TestStream.create(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER))
                    .addElements(record("on time", 10 * HOUR), record("nightly", 11 * HOUR))
                    .addElements(label("on time", 11 * HOUR, 11))
                    .advanceWatermarkTo(Instant.ofEpochMilli(DAY + HOUR))
                    .addElements(label("nightly", 12 * HOUR, 12))
                    .advanceWatermarkToInfinity())
            .apply(JoinLabels.within(HORIZON, Examples.COLUMNS).withWindows(windows));
    Contents.of(
        joined
            .get(JoinLabels.LABELLED)
            .apply(StoreExamples.to(store, Examples.COLUMNS, windows, ErrorMeasure.ABSOLUTE)),
        results ->
            assertThat(results)
                .extracting(
                    result ->
                        result.start()
                            + ": "
                            + Objects.requireNonNull(result.value().versions().get(3L))
                                .all()
                                .errors()
                                .absolute()
                                .count()
                            + " rows")
                .containsExactlyInAnyOrderElementsOf(quality));
    Contents.of(
        joined.get(JoinLabels.FATES).apply(MeasureCoverage.over(windows, HORIZON)),
        coverage ->
            assertThat(coverage)
                .singleElement()
                .extracting(window -> window.value().versions().get(3L))
                .isEqualTo(new LabelCoverage.Counts(2, 0, 0)));
    Contents.of(joined.get(JoinLabels.UNJOINED), unjoined -> assertThat(unjoined).isEmpty());
    pipeline.run();
  }

  /** The labels that the store has of the day that begins then. */
  private List<String> labels(long start) throws Exception {
    return Examples.texts(
            store.read(
                java.time.Instant.ofEpochMilli(start), java.time.Instant.ofEpochMilli(start + DAY)))
        .stream()
        .map(text -> text.replaceFirst("@.*; ", " "))
        .toList();
  }

  private static TimestampedValue<KV<String, Feedback>> record(String id, long time) {
    return TimestampedValue.of(
        KV.of(id, new Feedback.Scored(Examples.row(id, time, 1.5, 2.5, 3), time, 2.5, 3)),
        Instant.ofEpochMilli(time));
  }

  private static TimestampedValue<KV<String, Feedback>> label(String id, long time, double value) {
    return TimestampedValue.of(
        KV.of(id, new Feedback.Label(value, time)), Instant.ofEpochMilli(time));
  }
}
