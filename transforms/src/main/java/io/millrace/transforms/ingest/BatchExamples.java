package io.millrace.transforms.ingest;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleDecoder;
import io.millrace.models.data.UndecodableException;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Turns serialized {@code tf.Example} and {@code tf.SequenceExample} messages into column batches,
 * as {@link ExampleDecoder} does.
 *
 * <p>Input: messages in the global window, bounded or not, at the rows' event times; message
 * objects are mapped with {@code toByteArray()} before. Output: {@link DecodeRecords#BATCHES}, in
 * the global window, of rows of one bundle without record ids; and {@link
 * DecodeRecords#DEAD_LETTERS}, what is no example. A bundle that is tried again gives its batches
 * again, as Beam has it.
 *
 * <pre>{@code
 * examples.apply(MapElements.into(TypeDescriptor.of(byte[].class)).via(Example::toByteArray))
 *     .apply(BatchExamples.create());
 * }</pre>
 */
public final class BatchExamples extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  private final boolean originals;

  private BatchExamples(boolean originals) {
    this.originals = originals;
  }

  public static BatchExamples create() {
    return new BatchExamples(false);
  }

  /** Lets batches carry each row's bytes, for stages that may send rows to the dead letters. */
  public BatchExamples withOriginals() {
    return new BatchExamples(true);
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> examples) {
    boolean keep = originals;
    return examples.apply("Batch", new FillBatches<byte[]>(() -> new ExampleFiller(keep)));
  }

  private static final class ExampleFiller implements FillBatches.Filler<byte[]> {
    private final ExampleDecoder decoder;

    ExampleFiller(boolean originals) {
      decoder = new ExampleDecoder(null, 1024, originals);
    }

    @Override
    public int rows() {
      return decoder.rows();
    }

    @Override
    public boolean add(byte[] example, long eventTime, long number) throws UndecodableException {
      return decoder.add(example, 0, example.length, eventTime, number);
    }

    @Override
    public ColumnBatch take() {
      return decoder.take(FillBatches.ORIGIN);
    }

    @Override
    public byte[] original(byte[] example) {
      return example;
    }
  }
}
