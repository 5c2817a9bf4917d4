package io.millrace.pipelines.io;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileSplit;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.ingest.DecodeRecords;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Reads a data set in files as column batches, bounded: its splits are spread over the workers,
 * each of which has to see the files under the same paths.
 *
 * <p>Output: {@link DecodeRecords#BATCHES}, in the global window, each at the earliest event time
 * of its rows; and {@link DecodeRecords#DEAD_LETTERS}, the rows that cannot be read. A file that
 * cannot be read fails the pipeline. Rows have the event times of the column that {@link
 * io.millrace.models.data.files.KeyColumns} names, or its default.
 *
 * <p>A split that is tried again is read again from its start, as Beam has it.
 */
public final class ReadDataFiles extends PTransform<PBegin, PCollectionTuple> {
  private final DataFiles files;

  private ReadDataFiles(DataFiles files) {
    this.files = files;
  }

  /** Reads these files, which are open already: their types are known. */
  public static ReadDataFiles of(DataFiles files) {
    return new ReadDataFiles(files);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple read =
        begin
            .apply(
                "Splits",
                Create.of(files.splits()).withCoder(SerializableCoder.of(FileSplit.class)))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Read",
                ParDo.of(new ReadFn(files))
                    .withOutputTags(
                        DecodeRecords.BATCHES, TupleTagList.of(DecodeRecords.DEAD_LETTERS)));
    read.get(DecodeRecords.BATCHES).setCoder(DataCoders.BATCH);
    read.get(DecodeRecords.DEAD_LETTERS).setCoder(DataCoders.DEAD_LETTER);
    return read;
  }

  private static final class ReadFn extends DoFn<FileSplit, ColumnBatch> {
    private final DataFiles files;

    ReadFn(DataFiles files) {
      this.files = files;
    }

    @ProcessElement
    public void read(@Element FileSplit split, MultiOutputReceiver out) throws IOException {
      try (BatchReader reader = files.read(split, out.get(DecodeRecords.DEAD_LETTERS)::output)) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          out.get(DecodeRecords.BATCHES)
              .outputWithTimestamp(batch, new Instant(earliest(batch.eventTimes())));
        }
      }
    }

    private static long earliest(long[] times) {
      long earliest = Long.MAX_VALUE;
      for (long time : times) {
        earliest = Math.min(earliest, time);
      }
      return earliest;
    }
  }
}
