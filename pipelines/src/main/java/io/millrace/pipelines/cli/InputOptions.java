package io.millrace.pipelines.cli;

import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.ReadOptions;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name data files and say how they are written. */
final class InputOptions {
  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILES",
      description = "Data files, or patterns such as 'trips/*.csv'.")
  private List<String> files = List.of();

  @Mixin private FormatOptions format = new FormatOptions();

  boolean given() {
    return !files.isEmpty();
  }

  List<String> files() {
    return files;
  }

  int threads() {
    return format.threads();
  }

  /**
   * How the files are read.
   *
   * @param declared types of columns that are not inferred; those of {@code --type} go first
   */
  ReadOptions reading(Map<String, ValueType> declared) {
    return format.reading("--input", files, declared);
  }
}
