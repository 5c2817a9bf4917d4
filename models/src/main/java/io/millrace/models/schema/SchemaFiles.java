package io.millrace.models.schema;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Schema;

/** Reads and writes schemas as text, as TFX keeps them in {@code schema.pbtxt}. */
public final class SchemaFiles {
  private SchemaFiles() {}

  /** The schema in this file; fields that are not known here are skipped. */
  public static Schema read(Path file) throws IOException {
    Schema.Builder schema = Schema.newBuilder();
    try {
      TextFormat.Parser.newBuilder()
          .setAllowUnknownFields(true)
          .build()
          .merge(Files.readString(file), schema);
    } catch (TextFormat.ParseException e) {
      throw new IOException(file + ":" + e.getMessage() + " (expected: a schema in text form)", e);
    }
    return schema.build();
  }

  public static void write(Path file, Schema schema) throws IOException {
    Files.writeString(file, TextFormat.printer().escapingNonAscii(false).printToString(schema));
  }
}
