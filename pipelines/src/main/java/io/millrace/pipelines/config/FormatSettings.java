package io.millrace.pipelines.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How the bytes of a record are decoded. */
public sealed interface FormatSettings {

  /**
   * Separated values.
   *
   * @param header whether each file begins with a line of column names; never so in Kafka, where a
   *     message is a record
   */
  record Csv(char delimiter, boolean header) implements FormatSettings {}

  /** One JSON object a record; a column is the member of its name. */
  record Json() implements FormatSettings {}

  /**
   * Avro's binary form.
   *
   * @param schema the record schema, as JSON
   */
  record Avro(String schema) implements FormatSettings {
    /** The record's fields as columns; none if the schema is not a record schema. */
    List<ColumnSettings> fields() {
      Schema parsed = parse(schema);
      return parsed == null
          ? List.of()
          : parsed.getFields().stream()
              .map(field -> new ColumnSettings(field.name(), typeOf(field.schema())))
              .toList();
    }

    private static ColumnType typeOf(Schema value) {
      return switch (value.getType()) {
        case INT, LONG -> ColumnType.INT;
        case FLOAT, DOUBLE -> ColumnType.FLOAT;
        case STRING, BYTES, ENUM, BOOLEAN -> ColumnType.STRING;
        case ARRAY -> typeOf(value.getElementType());
        case UNION -> typeOf(value.getTypes());
        case NULL, FIXED, MAP, RECORD -> ColumnType.SKIP;
      };
    }

    // What all of them are, but for null.
    private static ColumnType typeOf(List<Schema> union) {
      List<ColumnType> types =
          union.stream()
              .filter(value -> value.getType() != Schema.Type.NULL)
              .map(Avro::typeOf)
              .distinct()
              .toList();
      return types.size() == 1 ? types.get(0) : ColumnType.SKIP;
    }

    private static @Nullable Schema parse(String text) {
      try {
        Schema schema = new Schema.Parser().parse(text);
        return schema.getType() == Schema.Type.RECORD ? schema : null;
      } catch (AvroRuntimeException e) {
        return null;
      }
    }
  }

  /** The names of the formats. */
  enum Name {
    CSV,
    JSON,
    AVRO
  }

  /** Reads the keys of a stream that concern its format. */
  static FormatSettings read(Section stream, boolean fromFiles) {
    Name name = stream.requiredOrNull("format", Kind.choice(Name.class));
    if (name == null) {
      stream.ignore("delimiter", "header", "schema", "schema_file");
      return new Json();
    }
    if (name != Name.CSV) {
      stream.refuse("delimiter", "only with format: csv");
      stream.refuse("header", "only with format: csv");
    }
    if (name != Name.AVRO) {
      stream.refuse("schema", "only with format: avro");
      stream.refuse("schema_file", "only with format: avro");
    }
    return switch (name) {
      case CSV -> readCsv(stream, fromFiles);
      case JSON -> new Json();
      case AVRO -> new Avro(readSchema(stream));
    };
  }

  private static Csv readCsv(Section stream, boolean fromFiles) {
    Kind<String> character =
        Kind.TEXT.where(
            text -> text.length() == 1 && text.charAt(0) < 128 && !"\"\r\n".contains(text),
            "one ASCII character, not a quote or an end of line");
    char delimiter = stream.optional("delimiter", character, ",").charAt(0);
    if (!fromFiles) {
      stream.refuse("header", "only with files: a Kafka message has no header line");
      return new Csv(delimiter, false);
    }
    return new Csv(delimiter, stream.optional("header", Kind.TRUTH, true));
  }

  private static String readSchema(Section stream) {
    String inFile = "a file with an Avro record schema";
    Kind<String> schema =
        Kind.TEXT.where(text -> Avro.parse(text) != null, "an Avro record schema in JSON");
    stream.describe("schema", schema.noun(), null);
    stream.describe("schema_file", inFile, null);
    if (stream.has("schema")) {
      stream.refuse("schema_file", "either schema or schema_file");
      return stream.required("schema", schema);
    }
    Kind<Path> schemaFile =
        stream.path().where(file -> schema.parse(content(file)) != null, inFile);
    return content(stream.required("schema_file", schemaFile));
  }

  private static String content(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
