package io.millrace.transforms.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.coders.DataCoders;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SummarizeByWindowTest {
  private static final EventTimeWindows WINDOWS =
      new EventTimeWindows(Duration.ofMillis(10), Duration.ofMillis(100));

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void aBatchThatSpansWindowsIsSplit() {
    Contents.of(
        count(pipeline.apply(Create.of(batch(0, 25, 9, 10, -1)).withCoder(DataCoders.BATCH))),
        windows ->
            assertThat(windows)
                .containsExactlyInAnyOrder(
                    new WindowResult<>(-10, 0, 0, 1L),
                    new WindowResult<>(0, 10, 0, 2L),
                    new WindowResult<>(10, 20, 0, 1L),
                    new WindowResult<>(20, 30, 0, 1L)));
    pipeline.run();
  }

  @Test
  void partsOfAWindowAreMergedAcrossBatchesAndBundles() {
    Contents.of(
        count(
            pipeline.apply(
                Create.of(batch(0, 1), batch(2), batch(11, 3), batch(4, 5, 6), batch())
                    .withCoder(DataCoders.BATCH))),
        windows ->
            assertThat(windows)
                .containsExactlyInAnyOrder(
                    new WindowResult<>(0, 10, 0, 7L), new WindowResult<>(10, 20, 0, 1L)));
    pipeline.run();
  }

  @Test
  void lateRowsGiveTheWindowAgainWithThemIn() {
    TestStream<ColumnBatch> batches =
        TestStream.create(DataCoders.BATCH)
            .addElements(at(1, batch(1, 2)))
            .advanceWatermarkTo(new Instant(10))
            .addElements(at(3, batch(3)))
            .advanceWatermarkTo(new Instant(50))
            .addElements(at(4, batch(4, 5)))
            .advanceWatermarkToInfinity();
    Contents.of(
        count(pipeline.apply(batches)),
        windows ->
            assertThat(windows)
                .containsExactlyInAnyOrder(
                    new WindowResult<>(0, 10, 0, 2L),
                    new WindowResult<>(0, 10, 1, 3L),
                    new WindowResult<>(0, 10, 2, 5L)));
    pipeline.run();
  }

  @Test
  void rowsLaterThanAllowedAreInNoSummary() {
    TestStream<ColumnBatch> batches =
        TestStream.create(DataCoders.BATCH)
            .addElements(at(1, batch(1, 2)))
            .advanceWatermarkTo(new Instant(200))
            .addElements(at(3, batch(3)), at(200, batch(200)))
            .advanceWatermarkToInfinity();
    Contents.of(
        count(pipeline.apply(batches)),
        windows ->
            assertThat(windows)
                .containsExactlyInAnyOrder(
                    new WindowResult<>(0, 10, 0, 2L), new WindowResult<>(200, 210, 0, 1L)));
    pipeline.run();
  }

  private static PCollection<WindowResult<Long>> count(PCollection<ColumnBatch> batches) {
    return batches.apply(SummarizeByWindow.of(WINDOWS, new RowCount()));
  }

  private static TimestampedValue<ColumnBatch> at(long time, ColumnBatch batch) {
    return TimestampedValue.of(batch, new Instant(time));
  }

  private static ColumnBatch batch(long... times) {
    Rows rows = Rows.of(Rows.layout());
    for (long time : times) {
      rows.add("id" + time, time);
    }
    return rows.batch();
  }

  /** How many rows there are. */
  private record RowCount() implements Summary<ColumnBatch, Long> {
    @Override
    public Long create() {
      return 0L;
    }

    @Override
    public long[] eventTimes(ColumnBatch batch) {
      return batch.eventTimes();
    }

    @Override
    public ColumnBatch select(ColumnBatch batch, int[] rows, int count) {
      return batch.select(rows, count);
    }

    @Override
    public Long add(Long rows, ColumnBatch batch) {
      return rows + batch.rows();
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
