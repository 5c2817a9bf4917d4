package io.millrace.pipelines.local;

import io.millrace.models.data.files.tfrecord.TfRecordWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the bytes of examples as a TFRecord file. */
final class GoodTfRecords implements GoodRecords {
  private final TfRecordWriter out;

  GoodTfRecords(Path file) throws IOException {
    this.out = TfRecordWriter.open(file);
  }

  @Override
  public void write(byte[] bytes, int from, int to) throws IOException {
    out.write(bytes, from, to);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
