package io.millrace.models.schema;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.metadata.EditedText;
import io.millrace.models.data.metadata.MetadataReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * Reads and writes schemas: {@code .pb} is the bare message, anything else its text form, as TFX
 * keeps it in {@code schema.pbtxt}.
 *
 * <p>Fields that are not known here stay in a schema that was read from a message. Of a text they
 * are kept by {@link #update}, with the comments, as {@link EditedText} says.
 */
public final class SchemaFiles {
  private SchemaFiles() {}

  /** The schema in this file; of a text, without the fields that are not known here. */
  public static Schema read(Path file) throws IOException {
    return isBinary(file)
        ? MetadataReader.SCHEMA.read(file, Files.readAllBytes(file))
        : MetadataReader.SCHEMA.read(file, Files.readString(file));
  }

  /** Writes the schema in place of what may be there. */
  public static void write(Path file, Schema schema) throws IOException {
    if (isBinary(file)) {
      Files.write(file, schema.toByteArray());
    } else {
      Files.writeString(file, TextFormat.printer().escapingNonAscii(false).printToString(schema));
    }
  }

  /**
   * Writes a schema that was made from an edited one. Of a text that becomes a text, comments, the
   * order of fields, and fields that are not known here are kept.
   *
   * @param edited the file that the earlier schema was read from; may be the same
   */
  public static void update(Path edited, Path file, Schema schema) throws IOException {
    if (isBinary(edited) || isBinary(file)) {
      write(file, schema);
      return;
    }
    String text;
    try {
      text = EditedText.parse(Files.readString(edited), Schema.getDescriptor()).with(schema);
    } catch (TextFormat.ParseException e) {
      throw MetadataReader.SCHEMA.unreadable(edited, e);
    }
    Files.writeString(file, text);
  }

  private static boolean isBinary(Path file) {
    return file.getFileName().toString().endsWith(".pb");
  }
}
