package io.millrace.models.statistics;

import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;

/**
 * Reads and writes statistics as TFX and TensorFlow Data Validation do, by the file's extension:
 * {@code .pb} is the bare message (TFX's {@code FeatureStats.pb}), {@code .tfrecord} one record
 * that holds it, {@code .pbtxt} its text form.
 */
public final class StatisticsFiles {
  private static final TypeRegistry ANY =
      TypeRegistry.newBuilder().add(NaturalLanguageStatistics.getDescriptor()).build();

  /** What the name of an accumulator has more than that of its statistics. */
  public static final String ACCUMULATOR = ".accumulator";

  private StatisticsFiles() {}

  public static DatasetFeatureStatisticsList read(Path file) throws IOException {
    return switch (extension(file)) {
      case "pb" -> DatasetFeatureStatisticsList.parseFrom(Files.readAllBytes(file));
      case "tfrecord" -> DatasetFeatureStatisticsList.parseFrom(SingleRecord.read(file));
      case "pbtxt" -> {
        DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
        // Fields of a newer TFX are no reason not to read the rest.
        TextFormat.Parser.newBuilder()
            .setAllowUnknownFields(true)
            .setTypeRegistry(ANY)
            .build()
            .merge(Files.readString(file), list);
        yield list.build();
      }
      default -> throw unknown(file);
    };
  }

  public static void write(Path file, DatasetFeatureStatisticsList list) throws IOException {
    switch (extension(file)) {
      case "pb" -> Files.write(file, list.toByteArray());
      case "tfrecord" -> SingleRecord.write(file, list.toByteArray());
      case "pbtxt" ->
          Files.writeString(file, TextFormat.printer().usingTypeRegistry(ANY).printToString(list));
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
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(accumulatorOf(statistics))))) {
      accumulator.writeTo(out);
    }
  }

  /** Reads the accumulator beside the statistics file, to merge it with others. */
  public static SlicedStatistics readAccumulator(Path statistics) throws IOException {
    Path file = accumulatorOf(statistics);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return SlicedStatistics.readFrom(in);
    } catch (EOFException e) {
      throw new IOException(file + ": ends early (expected: a whole accumulator)", e);
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
