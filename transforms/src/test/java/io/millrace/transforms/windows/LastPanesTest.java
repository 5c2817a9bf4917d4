package io.millrace.transforms.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.Contents;
import java.time.Duration;
import java.util.Arrays;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class LastPanesTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void rowsInAnyOrderWithinTheLatenessGiveTheSameOnce() {
    expect(
        Duration.ofMillis(100),
        sums()
            .addElements(at(1, 1))
            .advanceWatermarkTo(new Instant(10))
            .addElements(at(3, 20))
            .addElements(at(12, 7))
            .advanceWatermarkTo(new Instant(109))
            .addElements(at(4, 300))
            .advanceWatermarkTo(new Instant(111))
            .addElements(at(5, 5000)),
        "0-10: 321 at 110",
        "10-20: 7 at 120");
  }

  @Test
  void rowsInOrderGiveThemToo() {
    expect(
        Duration.ofMillis(100),
        sums()
            .addElements(at(1, 1), at(3, 20), at(4, 300), at(12, 7))
            .advanceWatermarkTo(new Instant(500)),
        "0-10: 321 at 110",
        "10-20: 7 at 120");
  }

  @Test
  void aWindowWhoseRowsAllComeLateIsGivenOut() {
    expect(
        Duration.ofMillis(100),
        sums().advanceWatermarkTo(new Instant(50)).addElements(at(3, 20)),
        "0-10: 20 at 110");
  }

  @Test
  void withoutLatenessTheFirstGoesStraightOn() {
    expect(
        Duration.ZERO,
        sums().addElements(at(1, 1)).advanceWatermarkTo(new Instant(10)).addElements(at(3, 20)),
        "0-10: 1 at 9");
  }

  private void expect(
      Duration lateness, TestStream.Builder<Long> numbers, String... windowsAndTimes) {
    PCollection<String> given =
        pipeline
            .apply(numbers.advanceWatermarkToInfinity())
            .apply(
                SummarizeByWindow.of(
                    new EventTimeWindows(Duration.ofMillis(10), lateness), new Sum()))
            .apply(LastPanes.create())
            .apply(ParDo.of(new TextFn()));
    Contents.of(given, all -> assertThat(all).containsExactlyInAnyOrder(windowsAndTimes));
    pipeline.run();
  }

  private static TestStream.Builder<Long> sums() {
    return TestStream.create(VarLongCoder.of());
  }

  /** Its time is in the element too: {@code value * 1000 + time}. */
  private static TimestampedValue<Long> at(long time, long value) {
    return TimestampedValue.of(value * 1000 + time, new Instant(time));
  }

  private static final class TextFn extends DoFn<WindowResult<Long>, String> {
    @ProcessElement
    public void tell(
        @Element WindowResult<Long> result, @Timestamp Instant time, OutputReceiver<String> out) {
      out.output(
          result.start() + "-" + result.end() + ": " + result.value() + " at " + time.getMillis());
    }
  }

  private record Sum() implements Summary<Long, Long> {
    @Override
    public Long create() {
      return 0L;
    }

    @Override
    public long[] eventTimes(Long element) {
      return new long[] {element % 1000};
    }

    @Override
    public Long select(Long element, int[] rows, int count) {
      throw new IllegalStateException(Arrays.toString(rows) + " of one row");
    }

    @Override
    public Long add(Long sum, Long element) {
      return sum + element / 1000;
    }

    @Override
    public Long merge(Long into, Long other) {
      return into + other;
    }

    @Override
    public Coder<Long> coder() {
      return VarLongCoder.of();
    }
  }
}
