package io.millrace.models.statistics;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.metadata.MetadataReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/**
 * Reads and writes statistics as TFX and TensorFlow Data Validation do, by the file's extension:
 * {@code .pb} is the bare message (TFX's {@code FeatureStats.pb}), {@code .tfrecord} one record
 * that holds it, {@code .pbtxt} its text form.
 */
public final class StatisticsFiles {
  /** What the name of an accumulator has more than that of its statistics. */
  public static final String ACCUMULATOR = ".accumulator";

  private StatisticsFiles() {}

  public static DatasetFeatureStatisticsList read(Path file) throws IOException {
    return switch (extension(file)) {
      case "pb" -> MetadataReader.STATISTICS.read(file, Files.readAllBytes(file));
      case "tfrecord" -> MetadataReader.STATISTICS.read(file, SingleRecord.read(file));
      case "pbtxt" -> MetadataReader.STATISTICS.read(file, Files.readString(file));
      default -> throw unknown(file);
    };
  }

  public static void write(Path file, DatasetFeatureStatisticsList list) throws IOException {
    switch (extension(file)) {
      case "pb" -> Files.write(file, list.toByteArray());
      case "tfrecord" -> SingleRecord.write(file, list.toByteArray());
      case "pbtxt" ->
          Files.writeString(
              file, TextFormat.printer().usingTypeRegistry(MetadataReader.ANY).printToString(list));
      default -> throw unknown(file);
    }
  }

  /** Where the accumulator of a statistics file stands: beside it, {@code <file>.accumulator}. */
  public static Path accumulatorOf(Path statistics) {
    return statistics.resolveSibling(statistics.getFileName() + ACCUMULATOR);
  }

  /** Writes the accumulator beside the statistics file. */
  public static void writeAccumulator(Path statistics, SlicedStatistics accumulator)
      throws IOException {
    ChecksummedFile.write(accumulatorOf(statistics), accumulator::writeTo);
  }

  /** Reads the accumulator beside the statistics file, to merge it with others. */
  public static SlicedStatistics readAccumulator(Path statistics) throws IOException {
    try (DataInputStream in = ChecksummedFile.open(accumulatorOf(statistics))) {
      return SlicedStatistics.readFrom(in);
    }
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static IOException unknown(Path file) {
    return new IOException(
        "statistics file: " + file + " (expected: extension .pb, .tfrecord or .pbtxt)");
  }
}
