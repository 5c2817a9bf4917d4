package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleDecoder;
import io.millrace.models.data.UndecodableException;

/** Serialized {@code tf.Example} and {@code tf.SequenceExample} records. */
final class ExampleColumns implements ElementColumns<byte[]> {
  private static final int EXPECTED_ROWS = 256;

  private final ExampleDecoder decoder = new ExampleDecoder(null, EXPECTED_ROWS, false);

  @Override
  public boolean add(byte[] example, long eventTimeMillis) throws UndecodableException {
    return decoder.add(example, 0, example.length, eventTimeMillis, decoder.rows());
  }

  @Override
  public ColumnBatch take() {
    return decoder.take("elements");
  }
}
