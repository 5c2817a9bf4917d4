package io.millrace.models.validation;

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

  /** The anomalies in this file; fields that are not known here are skipped. */
  public static Anomalies read(Path file) throws IOException {
    if (isText(file)) {
      Anomalies.Builder anomalies = Anomalies.newBuilder();
      TextFormat.Parser.newBuilder()
          .setAllowUnknownFields(true)
          .setTypeRegistry(ANY)
          .build()
          .merge(Files.readString(file), anomalies);
      return anomalies.build();
    }
    return Anomalies.parseFrom(Files.readAllBytes(file));
  }

  public static void write(Path file, Anomalies anomalies) throws IOException {
    if (isText(file)) {
      Files.writeString(
          file,
          TextFormat.printer()
              .usingTypeRegistry(ANY)
              .escapingNonAscii(false)
              .printToString(anomalies));
    } else {
      Files.write(file, anomalies.toByteArray());
    }
  }

  private static boolean isText(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".pbtxt")) {
      return true;
    }
    if (name.endsWith(".pb")) {
      return false;
    }
    throw new IOException("anomalies file: " + file + " (expected: extension .pb or .pbtxt)");
  }
}
