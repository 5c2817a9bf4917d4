package io.millrace.models.data;

/**
 * Reads records of one format into rows of a batch. One decoder serves one thread.
 *
 * <p>To add a format: implement this on top of {@link RowReader}.
 */
public interface RecordDecoder {

  /**
   * Appends the record as one row. After a failure the batch is as it was before.
   *
   * @throws UndecodableException if the record cannot be read; the message names the field
   */
  void decode(RawRecord record, byte[] value) throws UndecodableException;

  /** Rows collected since the last {@link #take}. */
  int rows();

  /** The rows since the last take, as a batch. */
  ColumnBatch take();

  /** The event time of the record that was read last, even in part; null if it was not found. */
  @org.jspecify.annotations.Nullable
  Long lastEventTime();
}
