package io.millrace.models.data.metadata;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a message in text form.
 *
 * @param name the name; an extension or the type of an {@code Any} is in brackets
 * @param start where the name starts in the text
 * @param end behind the value
 * @param value the text of a value that is no message; empty for a message
 * @param block the fields of a message, else null
 * @param comments whole lines of comment before the field, with their {@code #}
 * @param trailing the comment behind the field on its last line, with its {@code #}; or empty
 * @param spaced whether an empty line is before the field and its comments
 * @param continued whether this is a value of a list, but not the first
 */
record TextField(
    String name,
    int start,
    int end,
    String value,
    @Nullable TextBlock block,
    List<String> comments,
    String trailing,
    boolean spaced,
    boolean continued) {

  TextField withTrailing(String comment) {
    return new TextField(name, start, end, value, block, comments, comment, spaced, continued);
  }

  TextField inList(int listEnd, boolean notFirst) {
    boolean spaceBefore = spaced && !notFirst;
    return new TextField(
        name, start, listEnd, value, block, comments, trailing, spaceBefore, notFirst);
  }

  /** The value that is meant: of strings their text, joined, without quotes and escapes. */
  String plainValue() {
    if (value.isEmpty() || !isQuote(value.charAt(0))) {
      return value;
    }
    ByteString joined = ByteString.EMPTY;
    int at = 0;
    while (at < value.length()) {
      int end = at + 1;
      while (value.charAt(end) != value.charAt(at)) {
        end += value.charAt(end) == '\\' ? 2 : 1;
      }
      try {
        joined = joined.concat(TextFormat.unescapeBytes(value.substring(at + 1, end)));
      } catch (TextFormat.InvalidEscapeSequenceException e) {
        // Whoever reads the message will say so; here such a text is like itself only.
        return value;
      }
      // One space stands between the strings.
      at = end + 2;
    }
    return joined.toStringUtf8();
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
