package io.millrace.transforms.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.RecordDecoder;
import io.millrace.models.data.UndecodableException;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.TimestampSkew;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each record into a row and gives the rows as column batches.
 *
 * <p>Input: records in the global window, bounded or not. Output: {@link #BATCHES}, in the global
 * window, of at most {@value #MAX_ROWS} rows of one bundle and one origin, the event times as a
 * column; and {@link #DEAD_LETTERS}, every record that could not be decoded, with its original
 * bytes. A record without a value (a Kafka tombstone, or a punctuation that only moves the
 * watermark) is neither. A batch is given out before its bundle ends, so the watermark never
 * overtakes its rows. Records are counted in the process, as {@code millrace_records} with the
 * stage as a label, those that could not be decoded too.
 *
 * <p>Next: {@link io.millrace.transforms.statistics.GenerateStatistics}, {@link
 * io.millrace.transforms.inference.RunInference}.
 */
public final class DecodeRecords extends PTransform<PCollection<RawRecord>, PCollectionTuple> {
  public static final TupleTag<ColumnBatch> BATCHES = new TupleTag<>() {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>() {};

  /** More rows a batch gain nothing; fewer, from 256 down, cost throughput. */
  static final int MAX_ROWS = 4096;

  /** Makes a decoder for one thread. */
  public interface DecoderFactory extends Serializable {
    RecordDecoder create();
  }

  private final DecoderFactory decoders;
  private final String stage;

  private DecodeRecords(DecoderFactory decoders, String stage) {
    this.decoders = decoders;
    this.stage = stage;
  }

  /** Decodes with decoders of this factory; dead letters name the stage {@code decode}. */
  public static DecodeRecords with(DecoderFactory decoders) {
    return new DecodeRecords(decoders, "decode");
  }

  /** The stage that dead letters name. */
  public DecodeRecords asStage(String name) {
    return new DecodeRecords(decoders, name);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawRecord> records) {
    PCollectionTuple decoded =
        records.apply(
            "Decode",
            ParDo.of(new DecodeFn(decoders, stage))
                .withOutputTags(BATCHES, TupleTagList.of(DEAD_LETTERS)));
    decoded.get(BATCHES).setCoder(DataCoders.BATCH);
    decoded.get(DEAD_LETTERS).setCoder(DataCoders.DEAD_LETTER);
    return decoded;
  }

  private static final class DecodeFn extends DoFn<RawRecord, ColumnBatch> {
    private final DecoderFactory decoders;
    private final String stage;
    private transient @Nullable RecordDecoder decoder;
    private transient @Nullable Counter counter;
    private transient long records;
    private transient String origin = "";
    private transient Instant earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;

    DecodeFn(DecoderFactory decoders, String stage) {
      this.decoders = decoders;
      this.stage = stage;
    }

    @StartBundle
    public void start() {
      if (decoder == null) {
        decoder = decoders.create();
        counter = Metrics.counter("millrace_records", "stage", stage);
      }
      records = 0;
      earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
    }

    @ProcessElement
    public void decode(
        @Element RawRecord record, @Timestamp Instant timestamp, MultiOutputReceiver out) {
      byte[] value = record.value();
      if (value == null || decoder == null) {
        return;
      }
      if (decoder.rows() > 0
          && (decoder.rows() >= MAX_ROWS || !origin.equals(record.position().origin()))) {
        out.get(BATCHES).outputWithTimestamp(take(decoder), earliest);
        earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
      }
      try {
        decoder.decode(record, value);
        origin = record.position().origin();
        earliest = timestamp.isBefore(earliest) ? timestamp : earliest;
      } catch (UndecodableException e) {
        records++;
        out.get(DEAD_LETTERS)
            .output(
                new DeadLetter(
                    value,
                    stage,
                    String.valueOf(e.getMessage()),
                    decoder.lastEventTime(),
                    record.position()));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (decoder != null && decoder.rows() > 0) {
        context.output(BATCHES, take(decoder), earliest, GlobalWindow.INSTANCE);
      }
      if (counter != null) {
        counter.increment(records);
      }
    }

    private ColumnBatch take(RecordDecoder decoder) {
      records += decoder.rows();
      return decoder.take();
    }

    /** The rows of a batch came with earlier timestamps than the record that completes it. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }
}
