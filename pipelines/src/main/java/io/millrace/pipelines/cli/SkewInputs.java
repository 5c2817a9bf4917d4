package io.millrace.pipelines.cli;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.validation.skew.SkewJoin;
import io.millrace.pipelines.local.InputException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name two data sets whose examples are joined, and their rows. */
final class SkewInputs {
  @Option(
      names = "--base",
      arity = "1..*",
      required = true,
      paramLabel = "FILES",
      description = "The files, or patterns, to compare with, such as those trained on.")
  private List<String> base = List.of();

  @Option(
      names = "--test",
      arity = "1..*",
      required = true,
      paramLabel = "FILES",
      description = "The files, or patterns, that are compared, such as those served.")
  private List<String> test = List.of();

  @Mixin private FormatOptions format = new FormatOptions();

  private interface Side {
    void add(ColumnBatch rows) throws IOException;
  }

  /**
   * Adds the rows of both sides.
   *
   * @param named features by the option that names them: a mistake if neither side has one
   */
  void addTo(SkewJoin join, Map<String, Collection<String>> named) throws InputException {
    try {
      Layout ours = open("--base", base, Map.of()).layout();
      Layout theirs = open("--test", test, Map.of()).layout();
      check(named, ours, theirs);
      Map<String, ValueType> types = wider(ours, theirs);
      read(open("--base", base, types), join::addBase);
      read(open("--test", test, types), join::addTest);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  private static void check(Map<String, Collection<String>> named, Layout base, Layout test)
      throws InputException {
    Set<String> columns = new LinkedHashSet<>();
    base.fields().forEach(field -> columns.add(field.name()));
    test.fields().forEach(field -> columns.add(field.name()));
    for (Map.Entry<String, Collection<String>> option : named.entrySet()) {
      for (String feature : option.getValue()) {
        if (!columns.isEmpty() && columns.stream().noneMatch(column -> isIn(column, feature))) {
          String expected = " (expected: one of " + columns + ", or what is in them)";
          throw new InputException(option.getKey() + ": " + feature + expected);
        }
      }
    }
  }

  /** Quoted are names with a dot: those inside structs are not looked for. */
  private static boolean isIn(String column, String feature) {
    return feature.equals(column) || feature.startsWith(column + ".") || feature.startsWith("'");
  }

  /**
   * The columns whose inferred types differ, with the wider one: 5 in one file is what 5.0 is in
   * the other.
   */
  private static Map<String, ValueType> wider(Layout base, Layout test) {
    Map<String, ValueType> wider = new HashMap<>();
    for (Layout.Field field : test.fields()) {
      int index = base.indexOf(field.name());
      ValueType other = index < 0 ? field.type() : base.field(index).type();
      if (other != field.type() && other != ValueType.STRUCT && field.type() != ValueType.STRUCT) {
        boolean text = other == ValueType.STRING || field.type() == ValueType.STRING;
        wider.put(field.name(), text ? ValueType.STRING : ValueType.FLOAT);
      }
    }
    return wider;
  }

  private DataFiles open(String option, List<String> patterns, Map<String, ValueType> types)
      throws IOException {
    return DataFiles.open(patterns, format.reading(option, patterns, types));
  }

  private static void read(DataFiles files, Side side) throws IOException {
    for (FileSplit split : files.splits()) {
      try (BatchReader reader = files.read(split)) {
        for (ColumnBatch rows = reader.next(); rows != null; rows = reader.next()) {
          side.add(rows);
        }
      }
    }
  }
}
