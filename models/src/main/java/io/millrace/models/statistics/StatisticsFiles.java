package io.millrace.models.statistics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.millrace.models.data.files.tfrecord.TfRecordWriter;
import io.millrace.models.data.files.tfrecord.TfRecords;
import io.millrace.models.data.metadata.MetadataReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;

/**
 * Reads and writes statistics as TFX and TensorFlow Data Validation do, by the file's extension:
 * {@code .pb} is the bare message (TFX's {@code FeatureStats.pb}), {@code .tfrecord} one record
 * that holds it, {@code .pbtxt} its text form. Also read is TFX's former {@code stats_tfrecord},
 * and {@link StatisticsShards}, whose prefix no file has for its name.
 */
public final class StatisticsFiles {
  /** What the name of an accumulator has more than that of its statistics. */
  public static final String ACCUMULATOR = ".accumulator";

  private StatisticsFiles() {}

  /**
   * Reads statistics; those in several shards are merged.
   *
   * @throws IOException if the file is not there, damaged, cut off, or of another kind, or if the
   *     shards are not whole or contradict each other
   */
  public static DatasetFeatureStatisticsList read(Path file) throws IOException {
    if (StatisticsShards.isPrefix(file)) {
      return StatisticsShards.read(file);
    }
    return switch (extension(file)) {
      case "pb" -> MetadataReader.STATISTICS.read(file, Files.readAllBytes(file));
      case "tfrecord", "stats_tfrecord" -> MetadataReader.STATISTICS.read(file, onlyRecord(file));
      case "pbtxt" -> MetadataReader.STATISTICS.read(file, Files.readString(file));
      default -> throw unreadable(file);
    };
  }

  /**
   * Whether this names statistics rather than data: by its extension, as the prefix of shards, or
   * for TFRecord, which examples come in too, by its first record.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isNameOfStatistics(Path file) throws IOException {
    return switch (extension(file)) {
      case "pb", "pbtxt", "stats_tfrecord" -> true;
      case "tfrecord" -> Files.isRegularFile(file) && holdsStatistics(TfRecords.first(file));
      default -> StatisticsShards.isPrefix(file);
    };
  }

  /** Read as statistics, examples are data sets with a name at most. */
  private static boolean holdsStatistics(byte @Nullable [] record) {
    if (record == null) {
      return false;
    }
    try {
      return DatasetFeatureStatisticsList.parseFrom(record).getDatasetsList().stream()
          .anyMatch(dataset -> dataset.getNumExamples() > 0 || dataset.getFeaturesCount() > 0);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /** TFDV too refuses several records in a file that is not read as one of several shards. */
  private static byte[] onlyRecord(Path file) throws IOException {
    List<byte[]> records = TfRecords.read(file);
    if (records.size() != 1) {
      throw new IOException(
          file
              + ": "
              + (records.isEmpty() ? "no record" : records.size() + " records")
              + " (expected: one; only shards, PREFIX-00000-of-00001, may hold several)");
    }
    return records.get(0);
  }

  public static void write(Path file, DatasetFeatureStatisticsList list) throws IOException {
    switch (extension(file)) {
      case "pb" -> Files.write(file, list.toByteArray());
      case "tfrecord" -> writeRecord(file, list);
      case "pbtxt" ->
          Files.writeString(
              file, TextFormat.printer().usingTypeRegistry(MetadataReader.ANY).printToString(list));
      default -> throw unknown(file);
    }
  }

  static void writeRecord(Path file, DatasetFeatureStatisticsList list) throws IOException {
    byte[] bytes = list.toByteArray();
    try (TfRecordWriter writer = TfRecordWriter.open(file)) {
      writer.write(bytes, 0, bytes.length);
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

  private static IOException unreadable(Path file) {
    if (StatisticsShards.isShard(file)) {
      return new IOException(
          file + ": one of several shards (expected: their prefix, without -SSSSS-of-NNNNN)");
    }
    if (Files.exists(file)) {
      return unknown(file);
    }
    return new IOException(
        file
            + ": no such file, and no shards "
            + file.getFileName()
            + "-SSSSS-of-NNNNN (expected: statistics)");
  }

  private static IOException unknown(Path file) {
    return new IOException(
        "statistics file: " + file + " (expected: extension .pb, .tfrecord or .pbtxt)");
  }
}
