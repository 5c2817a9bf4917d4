package io.millrace.models.data.files.csv;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.ByteSplits;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Format;
import io.millrace.models.data.files.FormatFiles;
import io.millrace.models.data.files.LineNumbers;
import io.millrace.models.data.files.NamedColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.SplitFold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV as TFDV reads it: types inferred from all rows in a pass of its own, an empty cell missing,
 * floats rounded to 32 bits, blank lines skipped, and no line breaks inside quotes.
 */
public final class CsvFormat implements Format {

  @Override
  public FileFormat format() {
    return FileFormat.CSV;
  }

  @Override
  public FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException {
    CsvLayout layout = CsvLayout.of(files, options.csv());
    NamedColumns.check(options, layout.names());
    List<FileSplit> splits = ByteSplits.of(files, options);
    int columns = layout.names().size();
    boolean[] infer = new boolean[columns];
    boolean inferAny = false;
    for (int i = 0; i < columns; i++) {
      String name = layout.names().get(i);
      infer[i] = options.reads(name) && options.type(name) == null;
      inferAny |= infer[i];
    }
    CsvTypes inferred =
        SplitFold.fold(
            inferAny ? splits : List.of(),
            threads,
            () -> CsvTypes.unknown(columns),
            split -> CsvTypes.of(split, layout, infer),
            CsvTypes::merge);
    return new Files(
        layout, new LineNumbers(), columns(layout, inferred, options), splits, options);
  }

  private static Layout columns(CsvLayout layout, CsvTypes inferred, ReadOptions options) {
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < layout.names().size(); i++) {
      String name = layout.names().get(i);
      if (options.reads(name)) {
        ValueType declared = options.type(name);
        fields.add(new Layout.Field(name, declared == null ? inferred.type(i) : declared));
      }
    }
    return new Layout(fields);
  }

  private record Files(
      CsvLayout lines,
      LineNumbers numbers,
      Layout layout,
      List<FileSplit> splits,
      ReadOptions options)
      implements FormatFiles {

    @Override
    public BatchReader read(FileSplit split, BadRows bad) throws IOException {
      return new CsvReader(split, lines, numbers, layout, options, bad);
    }
  }
}
