package io.millrace.models.data.metadata;

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

  /** The value without its quotes. */
  String plainValue() {
    boolean quoted = value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
