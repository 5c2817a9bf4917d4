package io.millrace.transforms.ingest;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.TimestampSkew;
import java.io.Serializable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fills batches with the elements of a bundle, in the global window: a bundle behind {@code
 * Window.into} mixes windows, and a batch may not. A batch is given out before its bundle ends, at
 * the earliest of its rows' times.
 */
final class FillBatches<T> extends PTransform<PCollection<T>, PCollectionTuple> {
  /**
   * The origin of rows that come from a collection. They have no place of their own, and are
   * numbered from anywhere on in each bundle: were it from 0 on, rows of different bundles would
   * pass for one, and a sample would have all of them or none.
   */
  static final String ORIGIN = "collection";

  /** Collects rows; not thread-safe. */
  interface Filler<T> {
    int rows();

    /** False if the row does not go with those so far, which have to be taken before. */
    boolean add(T element, long eventTime, long number) throws UndecodableException;

    ColumnBatch take();

    /** The element's bytes, for its dead letter. */
    byte[] original(T element);
  }

  /** Makes a filler for one thread. */
  interface FillerFactory<T> extends Serializable {
    Filler<T> create();
  }

  private final FillerFactory<T> fillers;

  FillBatches(FillerFactory<T> fillers) {
    this.fillers = fillers;
  }

  @Override
  public PCollectionTuple expand(PCollection<T> elements) {
    if (!(elements.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)) {
      throw new IllegalArgumentException(
          elements.getName()
              + ": windowed by "
              + elements.getWindowingStrategy().getWindowFn()
              + " (expected: the global window; windows come after the batches)");
    }
    PCollectionTuple filled =
        elements.apply(
            "Fill",
            ParDo.of(new FillFn<>(fillers))
                .withOutputTags(
                    DecodeRecords.BATCHES, TupleTagList.of(DecodeRecords.DEAD_LETTERS)));
    filled.get(DecodeRecords.BATCHES).setCoder(DataCoders.BATCH);
    filled.get(DecodeRecords.DEAD_LETTERS).setCoder(DataCoders.DEAD_LETTER);
    return filled;
  }

  private static final class FillFn<T> extends DoFn<T, ColumnBatch> {
    private final FillerFactory<T> fillers;
    private transient @Nullable Filler<T> filler;
    private transient Instant earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
    private transient long number;

    FillFn(FillerFactory<T> fillers) {
      this.fillers = fillers;
    }

    @StartBundle
    public void start() {
      // A bundle that failed may have left rows behind.
      filler = fillers.create();
      earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
      number = ThreadLocalRandom.current().nextLong(1L << 62);
    }

    @ProcessElement
    public void fill(@Element T element, @Timestamp Instant time, MultiOutputReceiver out) {
      Filler<T> rows = filler;
      if (rows == null) {
        throw new IllegalStateException("bundle: not started");
      }
      if (rows.rows() >= DecodeRecords.MAX_ROWS) {
        give(rows, out);
      }
      try {
        if (!rows.add(element, time.getMillis(), number)) {
          give(rows, out);
          rows.add(element, time.getMillis(), number);
        }
        earliest = time.isBefore(earliest) ? time : earliest;
      } catch (UndecodableException e) {
        out.get(DecodeRecords.DEAD_LETTERS)
            .output(
                new DeadLetter(
                    rows.original(element),
                    "decode",
                    String.valueOf(e.getMessage()),
                    time.getMillis(),
                    new SourcePosition(ORIGIN, -1, number)));
      }
      number++;
    }

    private void give(Filler<T> rows, MultiOutputReceiver out) {
      out.get(DecodeRecords.BATCHES).outputWithTimestamp(rows.take(), earliest);
      earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (filler != null && filler.rows() > 0) {
        context.output(DecodeRecords.BATCHES, filler.take(), earliest, GlobalWindow.INSTANCE);
      }
    }

    /** The rows of a batch came with earlier timestamps than the element that completes it. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }
}
