package io.millrace.transforms.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.Contents;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class WithPreviousTest {
  private static final Duration LATENESS = Duration.ofMillis(100);
  private static final DataCoder<Long> LONG =
      DataCoder.of("Long", (value, out) -> out.writeLong(value), DataInput::readLong);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void withoutLatenessEachWindowComesOnceWithTheOneBefore() {
    expect(
        Duration.ZERO,
        results()
            .addElements(pane(0, 0, 1))
            .advanceWatermarkTo(new Instant(10))
            .addElements(pane(10, 0, 2))
            .advanceWatermarkTo(new Instant(20))
            .addElements(pane(20, 0, 3))
            .advanceWatermarkToInfinity(),
        "0 pane 0: 1 after null at 10",
        "10 pane 0: 2 after 1 at 20",
        "20 pane 0: 3 after 2 at 30");
  }

  /** The watermark jumps over several windows, and their results come in any order. */
  @Test
  void windowsThatComeTogetherAreInOrderOfEventTime() {
    expect(
        Duration.ZERO,
        results()
            .addElements(pane(20, 0, 3), pane(0, 0, 1), pane(10, 0, 2))
            .advanceWatermarkToInfinity(),
        "0 pane 0: 1 after null at 10",
        "10 pane 0: 2 after 1 at 20",
        "20 pane 0: 3 after 2 at 30");
  }

  @Test
  void theOneBeforeIsTheLastThatHasAResult() {
    expect(
        Duration.ZERO,
        results()
            .addElements(pane(0, 0, 1))
            .advanceWatermarkTo(new Instant(50))
            .addElements(pane(50, 0, 2))
            .advanceWatermarkToInfinity(),
        "0 pane 0: 1 after null at 10",
        "50 pane 0: 2 after 1 at 60");
  }

  @Test
  void lateRowsAreInBothWindowsBeforeTheyAreCompared() {
    expect(
        LATENESS,
        results()
            .addElements(pane(0, 0, 1))
            .advanceWatermarkTo(new Instant(20))
            .addElements(pane(10, 0, 2))
            .advanceWatermarkTo(new Instant(109))
            .addElements(pane(0, 1, 100))
            .advanceWatermarkTo(new Instant(119))
            .addElements(pane(10, 1, 200))
            .advanceWatermarkToInfinity(),
        "0 pane 0: 1 after null at 9",
        "0 pane 1: 100 after null at 9",
        "0 pane 2: 100 after null at 110",
        "10 pane 0: 2 after null at 19",
        "10 pane 1: 200 after null at 19",
        "10 pane 2: 200 after 100 at 120");
  }

  /** The window between them only gets rows when the next one was told already. */
  @Test
  void aWindowThatComesLateIsTheOneBeforeAllTheSame() {
    expect(
        LATENESS,
        results()
            .addElements(pane(0, 0, 1))
            .advanceWatermarkTo(new Instant(30))
            .addElements(pane(20, 0, 3))
            .advanceWatermarkTo(new Instant(100))
            .addElements(pane(10, 0, 2))
            .advanceWatermarkToInfinity(),
        "0 pane 0: 1 after null at 9",
        "0 pane 1: 1 after null at 110",
        "10 pane 0: 2 after null at 19",
        "10 pane 1: 2 after 1 at 120",
        "20 pane 0: 3 after null at 29",
        "20 pane 1: 3 after 2 at 130");
  }

  @Test
  void aPaneThatAnotherOvertookIsLeftOut() {
    expect(
        LATENESS,
        results().addElements(pane(0, 1, 100), pane(0, 0, 1)).advanceWatermarkToInfinity(),
        "0 pane 1: 100 after null at 9",
        "0 pane 2: 100 after null at 110");
  }

  @Test
  void ofABoundedCollectionNothingComesTwice() {
    expect(
        LATENESS,
        Create.timestamped(pane(10, 0, 2), pane(0, 0, 1)).withCoder(WindowResult.coder(LONG)),
        "0 pane 0: 1 after null at 110",
        "10 pane 0: 2 after 1 at 120");
  }

  private void expect(
      Duration lateness,
      PTransform<PBegin, PCollection<WindowResult<Long>>> results,
      String... expected) {
    PCollection<String> told =
        pipeline
            .apply(results)
            .apply(new EventTimeWindows(Duration.ofMillis(10), lateness).assign())
            .apply(WithPrevious.of(LONG))
            .apply(ParDo.of(new TextFn()));
    Contents.of(told, all -> assertThat(all).containsExactlyInAnyOrder(expected));
    pipeline.run();
  }

  private static TestStream.Builder<WindowResult<Long>> results() {
    return TestStream.create(WindowResult.coder(LONG));
  }

  /** A pane of the window that starts then, at the window's last millisecond. */
  private static TimestampedValue<WindowResult<Long>> pane(long start, long pane, long value) {
    return TimestampedValue.of(
        new WindowResult<>(start, start + 10, pane, value), new Instant(start + 9));
  }

  private static final class TextFn extends DoFn<WindowResult<Consecutive<Long>>, String> {
    @ProcessElement
    public void tell(
        @Element WindowResult<Consecutive<Long>> result,
        @Timestamp Instant time,
        OutputReceiver<String> out) {
      out.output(
          result.start()
              + " pane "
              + result.pane()
              + ": "
              + result.value().value()
              + " after "
              + result.value().previous()
              + " at "
              + time.getMillis());
    }
  }
}
