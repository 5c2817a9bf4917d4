package io.millrace.benchmarks.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.millrace.models.data.files.tfrecord.RecordFrame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.tensorflow.proto.Example;

/**
 * Reads a {@link MixedFile} with the library that others would take for its format, one record
 * after the other, and does nothing with them.
 */
public final class LibraryDecoder {
  private LibraryDecoder() {}

  /** What reads a format, and what a record becomes. */
  public static String name(MixedFile.Format format) {
    return switch (format) {
      case CSV -> "FastCSV, cells as strings";
      case TFRECORD -> "Example.parseFrom of protobuf";
      case AVRO -> "GenericDatumReader of Avro";
    };
  }

  /** Reads all rows of a file, and returns how many there are. */
  public static long rows(Path file, MixedFile.Format format) throws IOException {
    return switch (format) {
      case CSV -> csv(file);
      case TFRECORD -> records(file);
      case AVRO -> avro(file);
    };
  }

  private static long csv(Path file) throws IOException {
    // Less the header.
    long rows = -1;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord record : reader) {
        rows += Math.min(1, record.getFieldCount());
      }
    }
    return rows;
  }

  private static long records(Path file) throws IOException {
    RecordFrame frame = new RecordFrame();
    byte[] header = new byte[RecordFrame.HEADER];
    long rows = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      while (in.readNBytes(header, 0, header.length) == header.length) {
        int length = (int) frame.length(header, 0);
        byte[] record = new byte[length + RecordFrame.FOOTER];
        in.readFully(record);
        if (!frame.isIntact(record, 0, length)) {
          throw new IOException(file + ": row " + rows + " (expected: data of its checksum)");
        }
        Example.parser().parseFrom(record, 0, length);
        rows++;
      }
    }
    return rows;
  }

  private static long avro(Path file) throws IOException {
    long rows = 0;
    GenericDatumReader<GenericRecord> datum = new GenericDatumReader<>();
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), datum)) {
      GenericRecord record = null;
      while (reader.hasNext()) {
        record = reader.next(record);
        rows++;
      }
    }
    return rows;
  }
}
