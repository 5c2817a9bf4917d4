package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.files.FileSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads small TFRecord files whole, whatever their records hold. */
public final class TfRecords {
  private TfRecords() {}

  /**
   * The data of all records of a file.
   *
   * @throws IOException that names the file and the place, if a record is damaged or cut off
   */
  public static List<byte[]> read(Path file) throws IOException {
    List<byte[]> all = new ArrayList<>();
    try (Records records = open(file)) {
      for (byte[] next = next(file, records); next != null; next = next(file, records)) {
        all.add(next);
      }
    }
    return all;
  }

  /**
   * The data of the first record, of a file of any size; null if there is none.
   *
   * @throws IOException that names the file and the place, if the record is damaged or cut off
   */
  public static byte @Nullable [] first(Path file) throws IOException {
    try (Records records = open(file)) {
      return next(file, records);
    }
  }

  private static Records open(Path file) throws IOException {
    return new Records(new FileSplit(file.toString(), 0, Files.size(file), 0));
  }

  private static byte @Nullable [] next(Path file, Records records) throws IOException {
    if (!records.next()) {
      return null;
    }
    if (!records.isIntact()) {
      throw new IOException(
          file
              + ", byte "
              + records.offset()
              + ": the checksum of a record's data does not fit (expected: a TFRecord file)");
    }
    return records.copy();
  }
}
