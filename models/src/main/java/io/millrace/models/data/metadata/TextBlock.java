package io.millrace.models.data.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message in text form.
 *
 * @param fields in the order of the text
 * @param comments whole lines of comment behind the last field, with their {@code #}
 */
record TextBlock(List<TextField> fields, List<String> comments) {
  static final TextBlock EMPTY = new TextBlock(List.of(), List.of());

  /** The value of the first field {@code name}, as it is meant; null if there is none. */
  @Nullable String named() {
    for (TextField field : fields) {
      if (field.name().equals("name") && field.block() == null) {
        return field.plainValue();
      }
    }
    return null;
  }
}
