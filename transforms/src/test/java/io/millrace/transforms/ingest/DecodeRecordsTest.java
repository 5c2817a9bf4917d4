package io.millrace.transforms.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.CsvDecoder;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.SourceLayout;
import io.millrace.models.data.SourceLayout.FieldType;
import io.millrace.models.data.SourceLayout.SourceField;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.TimestampFormat;
import io.millrace.transforms.Contents;
import io.millrace.transforms.coders.DataCoders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecodeRecordsTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void recordsBecomeRows() {
    PCollectionTuple decoded = decode(record("a,1000,7", 0), record("b,-5,", 1));
    Contents.of(
        decoded.get(DecodeRecords.BATCHES),
        batches ->
            assertThat(rows(batches))
                .containsExactlyInAnyOrder(
                    "a at 1000 in file:0: 7 of a,1000,7", "b at -5 in file:1: - of b,-5,"));
    Contents.of(decoded.get(DecodeRecords.DEAD_LETTERS), letters -> assertThat(letters).isEmpty());
    pipeline.run();
  }

  @Test
  void whatCannotBeDecodedBecomesADeadLetterAsItCame() {
    PCollectionTuple decoded =
        decode(record("a,1000,seven", 3), record("b,soon,7", 4), record("c,2000,7", 5));
    Contents.of(
        decoded.get(DecodeRecords.BATCHES),
        batches -> assertThat(rows(batches)).containsExactly("c at 2000 in file:5: 7 of c,2000,7"));
    Contents.of(
        decoded.get(DecodeRecords.DEAD_LETTERS),
        letters ->
            assertThat(letters)
                .extracting(
                    letter ->
                        new String(letter.original(), StandardCharsets.UTF_8)
                            + " | "
                            + letter.stage()
                            + " | "
                            + letter.eventTime()
                            + " | "
                            + letter.position()
                            + " | "
                            + letter.reason())
                .containsExactlyInAnyOrder(
                    "a,1000,seven | decode | 1000 | file:3"
                        + " | size: \"seven\" (expected: an integer)",
                    "b,soon,7 | decode | null | file:4"
                        + " | at: \"soon\" (expected: a time as epoch_millis)"));
    pipeline.run();
  }

  @Test
  void timesThatNoWindowHoldsAreDeadLetters() {
    PCollectionTuple decoded =
        decode(
            record("a,9223372036854775807,7", 0),
            record("b,-9223372036854775808,7", 1),
            record("c,253402300800000,7", 2));
    Contents.of(decoded.get(DecodeRecords.BATCHES), batches -> assertThat(batches).isEmpty());
    Contents.of(
        decoded.get(DecodeRecords.DEAD_LETTERS),
        letters ->
            assertThat(letters)
                .hasSize(3)
                .allSatisfy(
                    letter -> assertThat(letter.reason()).contains("(expected: a time from year")));
    pipeline.run();
  }

  @Test
  void recordsWithoutAValueAreNeither() {
    PCollectionTuple decoded = decode(record(null, 0), record("a,1000,7", 1), record(null, 2));
    Contents.of(
        decoded.get(DecodeRecords.BATCHES),
        batches -> assertThat(rows(batches)).containsExactly("a at 1000 in file:1: 7 of a,1000,7"));
    Contents.of(decoded.get(DecodeRecords.DEAD_LETTERS), letters -> assertThat(letters).isEmpty());
    pipeline.run();
  }

  @Test
  void recordsAreCountedDecodedOrNot() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try {
      decode(record("a,1000,7", 0), record(null, 1), record("b,soon,7", 2), record("c,2000,7", 3));
      pipeline.run().waitUntilFinish();
      assertThat(registry.get("millrace_records").tag("stage", "decode").counter().count())
          .isEqualTo(3);
    } finally {
      Metrics.removeRegistry(registry);
    }
  }

  @Test
  void aBatchIsCutAtTheMostRows() {
    int count = DecodeRecords.MAX_ROWS + 10;
    PCollection<RawRecord> oneBundle =
        pipeline
            .apply(Create.of(count))
            .apply(ParDo.of(new ManyRecordsFn(1)))
            .setCoder(DataCoders.RAW_RECORD);
    Contents.of(
        oneBundle.apply(decoding()).get(DecodeRecords.BATCHES),
        batches ->
            assertThat(batches)
                .extracting(ColumnBatch::rows)
                .containsExactlyInAnyOrder(DecodeRecords.MAX_ROWS, 10));
    pipeline.run();
  }

  @Test
  void aBatchHasOneOrigin() {
    PCollection<RawRecord> oneBundle =
        pipeline
            .apply(Create.of(6))
            .apply(ParDo.of(new ManyRecordsFn(3)))
            .setCoder(DataCoders.RAW_RECORD);
    Contents.of(
        oneBundle.apply(decoding()).get(DecodeRecords.BATCHES),
        batches ->
            assertThat(batches)
                .extracting(batch -> batch.positions().origin() + " " + batch.rows())
                .containsExactlyInAnyOrder("file0 3", "file1 3"));
    pipeline.run();
  }

  @Test
  void aBatchIsAsEarlyAsItsEarliestRecord() {
    TestStream<RawRecord> records =
        TestStream.create(DataCoders.RAW_RECORD)
            .addElements(
                TimestampedValue.of(record("a,1,1", 0), new Instant(500)),
                TimestampedValue.of(record("b,2,2", 1), new Instant(300)),
                TimestampedValue.of(record("c,3,3", 2), new Instant(400)))
            .advanceWatermarkToInfinity();
    Contents.of(
        pipeline
            .apply(records)
            .apply(decoding())
            .get(DecodeRecords.BATCHES)
            .apply(Reify.timestamps()),
        batches ->
            assertThat(batches)
                .extracting(batch -> batch.getTimestamp().getMillis())
                .containsExactly(300L));
    pipeline.run();
  }

  /** Gives as many records as its element says, in one bundle; a new origin after some. */
  private static final class ManyRecordsFn extends DoFn<Integer, RawRecord> {
    private final int origins;

    ManyRecordsFn(int rowsOfAnOrigin) {
      this.origins = rowsOfAnOrigin;
    }

    @ProcessElement
    public void give(@Element Integer count, OutputReceiver<RawRecord> out) {
      for (int i = 0; i < count; i++) {
        String origin = origins == 1 ? "file" : "file" + i / origins;
        byte[] line = ("id" + i + "," + i + ",1").getBytes(StandardCharsets.UTF_8);
        out.output(new RawRecord(line, new SourcePosition(origin, -1, i), 0));
      }
    }
  }

  private PCollectionTuple decode(RawRecord... records) {
    return pipeline
        .apply(Create.of(List.of(records)).withCoder(DataCoders.RAW_RECORD))
        .apply(decoding());
  }

  private static DecodeRecords decoding() {
    SourceLayout layout =
        new SourceLayout(
            List.of(
                new SourceField("id", FieldType.STRING),
                new SourceField("at", FieldType.TIMESTAMP),
                new SourceField("size", FieldType.INT)),
            "id",
            "at",
            new TimestampFormat("epoch_millis", "UTC"));
    return DecodeRecords.with(() -> new CsvDecoder(layout, ','));
  }

  private static RawRecord record(@Nullable String line, long number) {
    return new RawRecord(
        line == null ? null : line.getBytes(StandardCharsets.UTF_8),
        new SourcePosition("file", -1, number),
        0);
  }

  private static List<String> rows(List<ColumnBatch> batches) {
    List<String> rows = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      IntColumn size = (IntColumn) batch.column(0);
      for (int row = 0; row < batch.rows(); row++) {
        var originals = batch.originals();
        rows.add(
            batch.ids().string(row)
                + " at "
                + batch.eventTime(row)
                + " in "
                + batch.positions().get(row)
                + ": "
                + (size.isPresent(row) ? size.value(row) : "-")
                + " of "
                + (originals == null ? "nothing" : originals.string(row)));
      }
    }
    return rows;
  }
}
