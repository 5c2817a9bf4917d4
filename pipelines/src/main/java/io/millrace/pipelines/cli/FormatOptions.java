package io.millrace.pipelines.cli;

import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.Compression;
import io.millrace.models.data.files.CsvDialect;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.ReadOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how data files are written. */
final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "csv|tfrecord|avro|parquet|json",
      description = "The files' format (default: by their extension).")
  private @Nullable FileFormat format;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description =
          "What separates the cells of CSV, such as ';' or \\t (default: a comma; a tab in .tsv).")
  private @Nullable String delimiter;

  @Option(
      names = "--value-delimiter",
      paramLabel = "C",
      description = "What separates the values of a CSV cell with several.")
  private @Nullable String valueDelimiter;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "The columns of CSV files without a header line, in order.")
  private @Nullable List<String> columns;

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "NAME=int|float|string",
      description = "Types of CSV or JSON columns in place of inferred ones.")
  private Map<String, ValueType> types = new LinkedHashMap<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many parts of the files are read at a time (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  int threads() {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads: " + threads + " (expected: >= 1)");
    }
    return threads;
  }

  /**
   * How files are read.
   *
   * @param option the one that names the files
   * @param known types of columns that are not inferred and need not be there; those of {@code
   *     --type} go first
   */
  ReadOptions reading(String option, List<String> files, Map<String, ValueType> known) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(option + ": none (expected: files to read)");
    }
    if (types.containsValue(ValueType.STRUCT)) {
      throw new IllegalArgumentException("--type: struct (expected: int, float or string)");
    }
    FileFormat read = format == null ? byExtension(option, files) : format;
    Character between =
        valueDelimiter == null ? null : character("--value-delimiter", valueDelimiter);
    return ReadOptions.of(read)
        .withCsv(new CsvDialect(delimiter(files), between, columns))
        .withTypes(types)
        .withSchemaTypes(known);
  }

  private char delimiter(List<String> files) {
    if (delimiter != null) {
      return character("--delimiter", delimiter);
    }
    return files.stream().allMatch(file -> extension(file).equals("tsv")) ? '\t' : ',';
  }

  private static char character(String option, String text) {
    String unescaped = text.equals("\\t") ? "\t" : text;
    if (unescaped.length() != 1) {
      throw new IllegalArgumentException(option + ": " + text + " (expected: one character)");
    }
    return unescaped.charAt(0);
  }

  private static FileFormat byExtension(String option, List<String> files) {
    FileFormat found = null;
    for (String file : files) {
      FileFormat format = byExtension(file);
      if (found != null && format != found) {
        throw new IllegalArgumentException(
            "--format: none, and "
                + option
                + " has "
                + found
                + " and "
                + format
                + " (expected: one)");
      }
      found = format;
    }
    if (found == null) {
      throw new IllegalArgumentException(option + ": none (expected: files to read)");
    }
    return found;
  }

  private static FileFormat byExtension(String file) {
    return switch (extension(file)) {
      case "csv", "tsv" -> FileFormat.CSV;
      case "tfrecord", "tfrecords" -> FileFormat.TFRECORD;
      case "avro" -> FileFormat.AVRO;
      case "parquet" -> FileFormat.PARQUET;
      case "json", "jsonl", "ndjson" -> FileFormat.JSON;
      default ->
          throw new IllegalArgumentException(
              "--format: none, and "
                  + file
                  + " does not say (expected: csv, tfrecord, avro, parquet or json)");
    };
  }

  private static String extension(String file) {
    String name = Compression.withoutSuffix(file.toLowerCase(Locale.ROOT));
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
