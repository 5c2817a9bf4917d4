package io.millrace.models.validation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;

/**
 * Reads and writes anomalies as TFX and TensorFlow Data Validation do, by the file's extension:
 * {@code .pb} is the bare message (TFX's {@code SchemaDiff.pb}), {@code .pbtxt} its text form.
 */
public final class AnomaliesFiles {
  private static final TypeRegistry ANY =
      TypeRegistry.newBuilder().add(NaturalLanguageStatistics.getDescriptor()).build();

  private AnomaliesFiles() {}

  public static Anomalies read(Path file) throws IOException {
    if (isBinary(file)) {
      try {
        return Anomalies.parseFrom(Files.readAllBytes(file));
      } catch (InvalidProtocolBufferException e) {
        throw new IOException(
            file + ": " + e.getMessage() + " (expected: an Anomalies message)", e);
      }
    }
    Anomalies.Builder anomalies = Anomalies.newBuilder();
    try {
      // Fields of a newer TFX are no reason not to read the rest.
      TextFormat.Parser.newBuilder()
          .setAllowUnknownFields(true)
          .setTypeRegistry(ANY)
          .build()
          .merge(Files.readString(file), anomalies);
    } catch (TextFormat.ParseException e) {
      throw new IOException(file + ":" + e.getMessage() + " (expected: anomalies in text form)", e);
    }
    return anomalies.build();
  }

  public static void write(Path file, Anomalies anomalies) throws IOException {
    if (isBinary(file)) {
      Files.write(file, anomalies.toByteArray());
    } else {
      Files.writeString(
          file,
          TextFormat.printer()
              .escapingNonAscii(false)
              .usingTypeRegistry(ANY)
              .printToString(anomalies));
    }
  }

  private static boolean isBinary(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!name.endsWith(".pb") && !name.endsWith(".pbtxt")) {
      throw new IOException(file + ": unknown kind of file (expected: .pb or .pbtxt)");
    }
    return name.endsWith(".pb");
  }
}
