package io.millrace.benchmarks.drift;

import java.util.ArrayList;
import java.util.List;

/** A table as documents have it. */
final class MarkdownTable {
  private final List<String> lines = new ArrayList<>();

  MarkdownTable(String... header) {
    row((Object[]) header);
    lines.add("|---".repeat(header.length) + "|");
  }

  void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    lines.add(line.toString());
  }

  void print(String title) {
    System.out.println("\n" + title + "\n");
    lines.forEach(System.out::println);
  }
}
