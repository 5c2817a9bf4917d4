package io.millrace.models.inference.table;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of predictions in memory, once a process however many callers look things up in it. */
final class SharedTable {
  private static final Map<Path, SharedTable> OPEN = new HashMap<>();

  private final Path directory;
  private final List<PredictionTable> parts;
  private int callers;

  private SharedTable(Path directory, List<PredictionTable> parts) {
    this.directory = directory;
    this.parts = parts;
  }

  /**
   * Joins the callers of the table in this directory; the first one loads it.
   *
   * @throws IOException if a part is absent, damaged, or of another table
   */
  static SharedTable join(Path directory) throws IOException {
    synchronized (OPEN) {
      SharedTable table = OPEN.get(directory);
      if (table == null) {
        table = new SharedTable(directory, load(directory));
        OPEN.put(directory, table);
      }
      table.callers++;
      return table;
    }
  }

  void leave() {
    synchronized (OPEN) {
      callers--;
      if (callers == 0) {
        OPEN.remove(directory);
      }
    }
  }

  List<PredictionTable> parts() {
    return parts;
  }

  TableHeader header() {
    return parts.get(0).header();
  }

  private static List<PredictionTable> load(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(directory)) {
      files = children.filter(file -> file.toString().endsWith(".predictions")).sorted().toList();
    }
    List<PredictionTable> parts = new ArrayList<>();
    for (Path file : files) {
      PredictionTable part = read(file);
      TableHeader header = part.header();
      TableHeader first = parts.isEmpty() ? header : parts.get(0).header();
      TableHeader expected =
          new TableHeader(first.model(), first.version(), first.keys(), parts.size(), files.size());
      if (!header.equals(expected)) {
        throw new IOException(file + ": " + header + " (expected: " + expected + ")");
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw new IOException(directory + ": empty (expected: files named *.predictions)");
    }
    return List.copyOf(parts);
  }

  private static PredictionTable read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      PredictionTable table = PredictionTable.read(in);
      if (in.read() >= 0) {
        throw new IOException(file + ": bytes are left over (expected: one part of a table)");
      }
      return table;
    } catch (EOFException e) {
      throw new IOException(file + ": cut short (expected: a whole part of a table)", e);
    }
  }
}
