package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.files.FileSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    FileSplit whole = new FileSplit(file.toString(), 0, Files.size(file), 0);
    try (Records records = new Records(whole)) {
      while (records.next()) {
        if (!records.isIntact()) {
          throw new IOException(
              file
                  + ", byte "
                  + records.offset()
                  + ": the checksum of a record's data does not fit (expected: a TFRecord file)");
        }
        all.add(records.copy());
      }
    }
    return all;
  }
}
