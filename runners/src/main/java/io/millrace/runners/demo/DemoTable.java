package io.millrace.runners.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One of the CSV tables that lie beside this class, with a header. */
final class DemoTable {

  private DemoTable() {}

  static List<NamedCsvRecord> rows(String name) {
    InputStream in = DemoTable.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("resource: " + name + " (expected: on the class path)");
    }
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("resource: " + name, e);
    }
  }

  static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }

  static int integer(NamedCsvRecord row, String column) {
    return Integer.parseInt(row.getField(column));
  }
}
