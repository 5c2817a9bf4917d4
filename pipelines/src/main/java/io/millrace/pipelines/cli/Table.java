package io.millrace.pipelines.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table for a terminal: columns as wide as their widest cell. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  static String figures(Map<String, Double> figures) {
    return new TreeMap<>(figures)
        .entrySet().stream()
            .map(
                figure -> String.format(Locale.ROOT, "%s=%.4g", figure.getKey(), figure.getValue()))
            .collect(Collectors.joining(" "));
  }

  void print(PrintStream out) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      String text = line.toString().stripTrailing();
      if (!text.isEmpty()) {
        out.println(text);
      }
    }
  }
}
