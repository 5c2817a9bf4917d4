package io.millrace.models.data.files;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that the columns that options name are there. */
public final class NamedColumns {
  private NamedColumns() {}

  /**
   * Checks against all columns of the files.
   *
   * @throws IOException that says which is not there
   */
  public static void check(ReadOptions options, List<String> columns) throws IOException {
    check("record id", options.keys().recordId(), columns);
    check("event time", options.keys().eventTime(), columns);
    if (options.columns() != null) {
      check("column", options.columns(), columns);
    }
    check("type of column", options.types().keySet(), columns);
  }

  private static void check(String what, Collection<String> names, List<String> columns)
      throws IOException {
    for (String name : new TreeSet<>(names)) {
      check(what, name, columns);
    }
  }

  private static void check(String what, @Nullable String name, List<String> columns)
      throws IOException {
    if (name != null && !columns.contains(name)) {
      throw new IOException(what + ": " + name + " (expected: one of " + columns + ")");
    }
  }
}
