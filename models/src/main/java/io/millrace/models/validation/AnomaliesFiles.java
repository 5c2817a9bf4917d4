package io.millrace.models.validation;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.metadata.MetadataReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Anomalies;

/**
 * Reads and writes anomalies as TFX and TensorFlow Data Validation do, by the file's extension:
 * {@code .pb} is the bare message (TFX's {@code SchemaDiff.pb}), {@code .pbtxt} its text form.
 */
public final class AnomaliesFiles {
  private AnomaliesFiles() {}

  public static Anomalies read(Path file) throws IOException {
    return isBinary(file)
        ? MetadataReader.ANOMALIES.read(file, Files.readAllBytes(file))
        : MetadataReader.ANOMALIES.read(file, Files.readString(file));
  }

  public static void write(Path file, Anomalies anomalies) throws IOException {
    if (isBinary(file)) {
      Files.write(file, anomalies.toByteArray());
    } else {
      Files.writeString(
          file,
          TextFormat.printer()
              .escapingNonAscii(false)
              .usingTypeRegistry(MetadataReader.ANY)
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
