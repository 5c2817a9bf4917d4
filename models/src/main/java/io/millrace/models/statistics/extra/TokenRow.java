package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a row by text and by number, as far as the vocabulary knows both.
 *
 * @param texts null where there is only a number
 * @param ids null where there is only a text
 * @param isText whether the feature's values are texts
 */
record TokenRow(@Nullable String[] texts, @Nullable Long[] ids, boolean isText) {

  /** The tokens from position {@code from} (in) to {@code to} (out) of strings or integers. */
  static TokenRow of(Column column, int from, int to, @Nullable Vocabulary vocabulary) {
    @Nullable String[] texts = new @Nullable String[to - from];
    @Nullable Long[] ids = new @Nullable Long[to - from];
    for (int i = 0; i < texts.length; i++) {
      if (column instanceof BytesColumn strings) {
        String text = strings.string(from + i);
        Integer id = vocabulary == null ? null : vocabulary.id(text);
        texts[i] = text;
        ids[i] = id == null ? null : Long.valueOf(id);
      } else if (column instanceof IntColumn ints) {
        ids[i] = ints.value(from + i);
        texts[i] = vocabulary == null ? null : vocabulary.token(ints.value(from + i));
      }
    }
    return new TokenRow(texts, ids, column instanceof BytesColumn);
  }

  int length() {
    return texts.length;
  }

  /** The row as Python shows a list: texts in quotes, numbers that have no text as they are. */
  @Override
  public String toString() {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      list.add(text == null ? String.valueOf(ids[i]) : quoted(text));
    }
    return list.toString();
  }

  private static String quoted(String text) {
    String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
    String escaped =
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return quote + (quote.equals("'") ? escaped.replace("'", "\\'") : escaped) + quote;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenRow row
        && Arrays.equals(texts, row.texts)
        && Arrays.equals(ids, row.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(texts) * 31 + Arrays.hashCode(ids);
  }
}
