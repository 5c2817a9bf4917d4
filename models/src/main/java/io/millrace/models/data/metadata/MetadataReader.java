package io.millrace.models.data.metadata;

import static java.util.Comparator.comparingLong;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Reads one kind of TensorFlow Metadata's messages, and refuses the others: protocol buffers read
 * nearly anything as anything.
 *
 * <p>A message is of another kind if that one knows more of its bytes; a text, if this kind has
 * none of its fields. Fields that are not known beside others that are, as a newer TFX writes them,
 * are kept in messages; in texts they are left out, with a warning that names them.
 *
 * @param <M> the messages
 */
public final class MetadataReader<M extends Message> {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataReader.class);

  /** What an {@code Any} may hold: statistics of natural language. */
  public static final TypeRegistry ANY =
      TypeRegistry.newBuilder().add(NaturalLanguageStatistics.getDescriptor()).build();

  public static final MetadataReader<DatasetFeatureStatisticsList> STATISTICS =
      new MetadataReader<>("statistics", DatasetFeatureStatisticsList.getDefaultInstance());
  public static final MetadataReader<Schema> SCHEMA =
      new MetadataReader<>("a schema", Schema.getDefaultInstance());
  public static final MetadataReader<Anomalies> ANOMALIES =
      new MetadataReader<>("anomalies", Anomalies.getDefaultInstance());

  private static final List<MetadataReader<?>> ALL = List.of(STATISTICS, SCHEMA, ANOMALIES);

  private static final int NAMED = 5;

  private final String kind;
  private final M prototype;

  private MetadataReader(String kind, M prototype) {
    this.kind = kind;
    this.prototype = prototype;
  }

  /**
   * The message in these bytes.
   *
   * @param file named in errors
   * @throws IOException if they are damaged, or of another kind
   */
  public M read(Path file, byte[] bytes) throws IOException {
    // What is damaged may look a little like another kind.
    long unknown = unknown(bytes, bytes.length / 4);
    if (unknown > 0) {
      MetadataReader<?> best =
          Collections.min(ALL, comparingLong(other -> other.unknown(bytes, bytes.length)));
      if (best.unknown(bytes, bytes.length) < unknown) {
        throw new IOException(file + ": seems to be " + best.kind + " (expected: " + kind + ")");
      }
    }
    try {
      return parse(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(file + ": damaged, or cut off (expected: " + kind + ")", e);
    }
  }

  /** How many of the bytes this kind does not know. */
  private long unknown(byte[] bytes, long ifUnreadable) {
    try {
      return UnknownBytes.in(parse(bytes));
    } catch (InvalidProtocolBufferException e) {
      return ifUnreadable;
    }
  }

  private M parse(byte[] bytes) throws InvalidProtocolBufferException {
    @SuppressWarnings("unchecked") // its own parser
    M message = (M) prototype.getParserForType().parseFrom(bytes);
    return message;
  }

  /**
   * The message with this text form.
   *
   * @param file named in errors, with line and column, and in the warning
   * @throws IOException if it is not the text form of a message, or of another kind
   */
  public M read(Path file, String text) throws IOException {
    try {
      EditedText edited = EditedText.parse(text, prototype.getDescriptorForType());
      if (!edited.knowsAny()) {
        throw new IOException(file + ": " + seems(edited) + " (expected: " + kind + ")");
      }
      Message.Builder builder = prototype.newBuilderForType();
      edited.merge(builder);
      warn(file, edited.unknownFields());
      @SuppressWarnings("unchecked") // its own builder
      M message = (M) builder.build();
      return message;
    } catch (TextFormat.ParseException e) {
      throw unreadable(file, e);
    }
  }

  private static String seems(EditedText edited) {
    for (MetadataReader<?> other : ALL) {
      if (edited.as(other.prototype.getDescriptorForType()).knowsAny()) {
        return "seems to be " + other.kind;
      }
    }
    return "only unknown fields: " + named(edited.unknownFields());
  }

  private static void warn(Path file, List<String> unknown) {
    if (!unknown.isEmpty()) {
      LOG.warn("{}: unknown fields are not looked at: {}", file, named(unknown));
    }
  }

  private static String named(List<String> unknown) {
    String first = String.join(", ", unknown.subList(0, Math.min(unknown.size(), NAMED)));
    return unknown.size() <= NAMED ? first : first + " and " + (unknown.size() - NAMED) + " more";
  }

  /** What to say of a text that cannot be read: file, line and column. */
  public IOException unreadable(Path file, TextFormat.ParseException e) {
    return new IOException(
        file + ":" + e.getMessage() + " (expected: " + kind + " in text form)", e);
  }
}
