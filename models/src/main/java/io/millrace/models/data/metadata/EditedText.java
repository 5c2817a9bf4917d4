package io.millrace.models.data.metadata;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A message in text form that people edit by hand.
 *
 * <p>A changed message is written into the text: fields stay in their order, with their comments,
 * and fields that the message's type does not have stay as they are. Messages that repeat are known
 * again by their field {@code name}, others by their position. What is lost: comments and unknown
 * fields of messages that are gone, and the layout of lines.
 */
public final class EditedText {
  private final String text;
  private final TextBlock block;
  private final Descriptor type;

  private EditedText(String text, TextBlock block, Descriptor type) {
    this.text = text;
    this.block = block;
    this.type = type;
  }

  /**
   * @param type of the message
   * @throws TextFormat.ParseException if this is not the text form of any message
   */
  public static EditedText parse(String text, Descriptor type) throws TextFormat.ParseException {
    return new EditedText(text, TextParser.parse(text), type);
  }

  /** The same text, read as another type. */
  EditedText as(Descriptor other) {
    return new EditedText(text, block, other);
  }

  /** Whether the type has one of the outermost fields; so it has if there are none. */
  boolean knowsAny() {
    return block.fields().isEmpty()
        || block.fields().stream().anyMatch(field -> type.findFieldByName(field.name()) != null);
  }

  /** Adds the known fields to the message; errors name the line of this text. */
  public void merge(Message.Builder message) throws TextFormat.ParseException {
    StringBuilder known = new StringBuilder(text);
    forEachUnknown(block, type, "", (path, field) -> blank(field, known));
    TextFormat.Parser.newBuilder()
        .setTypeRegistry(MetadataReader.ANY)
        .build()
        .merge(known, message);
  }

  /** The fields that are not known, such as {@code feature.depth (line 3)}; each path once. */
  List<String> unknownFields() {
    Map<String, Integer> starts = new LinkedHashMap<>();
    forEachUnknown(block, type, "", (path, field) -> starts.putIfAbsent(path, field.start()));
    List<String> fields = new ArrayList<>();
    starts.forEach((path, start) -> fields.add(path + " (line " + line(start) + ")"));
    return fields;
  }

  private long line(int start) {
    return 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  /** The text with what the message now is. */
  public String with(Message message) throws TextFormat.ParseException {
    TextBlock changed =
        TextParser.parse(TextFormat.printer().escapingNonAscii(false).printToString(message));
    StringBuilder out = new StringBuilder();
    write(block, changed, type, "", out);
    return out.toString();
  }

  private static void forEachUnknown(
      TextBlock block, Descriptor type, String path, BiConsumer<String, TextField> action) {
    for (TextField field : block.fields()) {
      String here = path + field.name();
      FieldDescriptor known = find(type, field.name());
      Descriptor inner =
          known == null
              ? packed(type, field.name())
              : isMessage(known) ? known.getMessageType() : null;
      if (known == null && inner == null) {
        action.accept(here, field);
      } else if (field.block() != null && inner != null) {
        forEachUnknown(field.block(), inner, here + ".", action);
      }
    }
  }

  /** The type of a message that is written out in an {@code Any}, under its name in brackets. */
  private static @Nullable Descriptor packed(Descriptor type, String name) {
    boolean any = type.getFullName().equals(Any.getDescriptor().getFullName());
    return any && name.startsWith("[")
        ? MetadataReader.ANY.find(name.substring(name.lastIndexOf('/') + 1, name.length() - 1))
        : null;
  }

  /** Puts spaces for a field and the separator behind it; lines stay lines. */
  private static void blank(TextField field, StringBuilder text) {
    int end = field.end();
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    boolean separated = end < text.length() && ",;".indexOf(text.charAt(end)) >= 0;
    for (int i = field.start(); i < (separated ? end + 1 : field.end()); i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private void write(
      TextBlock original,
      TextBlock changed,
      @Nullable Descriptor messageType,
      String indent,
      StringBuilder out) {
    List<TextField> left = new ArrayList<>(changed.fields());
    Map<String, TextField> last = new HashMap<>();
    original.fields().forEach(field -> last.put(field.name(), field));
    for (TextField field : original.fields()) {
      FieldDescriptor known = messageType == null ? null : find(messageType, field.name());
      if (messageType != null && known == null) {
        if (field.continued()) {
          continue;
        }
        writeComments(field, indent, out);
        out.append(indent).append(text, field.start(), field.end());
        writeTrailing(field, out);
        continue;
      }
      TextField now = take(field, known, left);
      if (now != null) {
        writeField(field, now, known, indent, out);
      }
      if (last.get(field.name()) == field) {
        writeAdded(field.name(), left, messageType, indent, out);
      }
    }
    while (!left.isEmpty()) {
      writeAdded(left.get(0).name(), left, messageType, indent, out);
    }
    original.comments().forEach(comment -> out.append(indent).append(comment).append('\n'));
  }

  /** Writes, and removes, all fields of this name that the text did not have. */
  private void writeAdded(
      String name,
      List<TextField> left,
      @Nullable Descriptor messageType,
      String indent,
      StringBuilder out) {
    FieldDescriptor known = messageType == null ? null : find(messageType, name);
    for (TextField added : List.copyOf(left)) {
      if (added.name().equals(name)) {
        writeField(null, added, known, indent, out);
        left.remove(added);
      }
    }
  }

  private void writeField(
      @Nullable TextField before,
      TextField now,
      @Nullable FieldDescriptor known,
      String indent,
      StringBuilder out) {
    if (before != null) {
      writeComments(before, indent, out);
    }
    out.append(indent).append(now.name());
    if (now.block() == null) {
      out.append(": ").append(now.value());
    } else {
      out.append(" {\n");
      TextBlock inner = before == null || before.block() == null ? TextBlock.EMPTY : before.block();
      Descriptor innerType = known != null && isMessage(known) ? known.getMessageType() : null;
      write(inner, now.block(), innerType, indent + "  ", out);
      out.append(indent).append('}');
    }
    if (before == null) {
      out.append('\n');
    } else {
      writeTrailing(before, out);
    }
  }

  private static void writeComments(TextField field, String indent, StringBuilder out) {
    if (field.spaced() && !out.isEmpty()) {
      out.append('\n');
    }
    field.comments().forEach(comment -> out.append(indent).append(comment).append('\n'));
  }

  private static void writeTrailing(TextField field, StringBuilder out) {
    out.append(field.trailing().isEmpty() ? "" : "  " + field.trailing()).append('\n');
  }

  /** Finds and removes what has become of a field; null if it is gone. */
  private static @Nullable TextField take(
      TextField field, @Nullable FieldDescriptor known, List<TextField> left) {
    boolean repeated = known != null && known.isRepeated();
    String key = repeated ? key(field) : null;
    for (int i = 0; i < left.size(); i++) {
      TextField candidate = left.get(i);
      if (candidate.name().equals(field.name())
          && (!repeated || Objects.equals(key, key(candidate)))) {
        return left.remove(i);
      }
    }
    return null;
  }

  /** What tells one of many from the others: its name or value; null for its position. */
  private static @Nullable String key(TextField field) {
    return field.block() == null ? field.plainValue() : field.block().named();
  }

  private static @Nullable FieldDescriptor find(Descriptor type, String name) {
    return type.findFieldByName(name);
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }
}
