package io.millrace.models.data.files.csv;

import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.files.CsvDialect;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Lines;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the lines of a set of CSV files are laid out.
 *
 * @param names the columns' names, of all columns in the order of the line
 */
record CsvLayout(CsvDialect dialect, List<String> names) implements Serializable {

  CsvLayout {
    names = List.copyOf(names);
  }

  /** The layout that the dialect gives, or the files' header lines, which must be the same. */
  static CsvLayout of(List<Path> files, CsvDialect dialect) throws IOException {
    List<String> given = dialect.columnNames();
    if (given != null) {
      return new CsvLayout(dialect, given);
    }
    List<String> names = header(files.get(0), dialect);
    for (Path file : files.subList(1, files.size())) {
      List<String> other = header(file, dialect);
      if (!other.equals(names)) {
        throw new IOException(
            file
                + ", line 1: header "
                + other
                + " (expected: "
                + names
                + ", as in "
                + files.get(0)
                + ")");
      }
    }
    return new CsvLayout(dialect, names);
  }

  private static List<String> header(Path file, CsvDialect dialect) throws IOException {
    try (Lines lines = Lines.of(file)) {
      if (!lines.next() || lines.from() == lines.to()) {
        throw new IOException(file + ", line 1: empty (expected: a header with column names)");
      }
      checkText(file, lines);
      List<String> names =
          List.of(CsvCells.texts(lines.bytes(), lines.from(), lines.to(), dialect.delimiter()));
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).isEmpty() || !seen.add(names.get(i))) {
          throw new IOException(
              file
                  + ", line 1: column "
                  + (i + 1)
                  + " is named \""
                  + names.get(i)
                  + "\" (expected: a name, each once)");
        }
      }
      return names;
    } catch (UndecodableException e) {
      throw new IOException(file + ", line 1: " + e.getMessage(), e);
    }
  }

  /** Refuses what would otherwise be read as one long line, or as names with odd characters. */
  private static void checkText(Path file, Lines header) throws IOException {
    byte[] bytes = header.bytes();
    for (int i = header.from(); i < header.to(); i++) {
      if (bytes[i] == 0) {
        throw new IOException(file + ", line 1: zero bytes, as UTF-16 has (expected: UTF-8)");
      }
      if (bytes[i] == '\r') {
        throw new IOException(
            file
                + ", line 1: a carriage return inside (expected: lines that end with LF or CR LF)");
      }
    }
  }

  /** The lines of a split that are rows: without the header. */
  Lines rows(FileSplit split) throws IOException {
    Lines lines = new Lines(split);
    if (split.start() == 0 && dialect.columnNames() == null) {
      lines.next();
    }
    return lines;
  }
}
