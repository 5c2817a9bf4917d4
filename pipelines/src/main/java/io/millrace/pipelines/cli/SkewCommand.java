package io.millrace.pipelines.cli;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.validation.skew.SkewFiles;
import io.millrace.models.validation.skew.SkewJoin;
import io.millrace.models.validation.skew.SkewOptions;
import io.millrace.models.validation.skew.SkewSummary;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Joins the examples of two data sets and tells how their features differ. */
@Command(
    name = "skew",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Tells how often features differ between two data sets, such as training and serving.",
      "Their examples are joined by identifier features; they may be larger than memory. What is"
          + " in",
      "lists of lists or structs is compared by its path, such as ride.fare.",
      "DIR gets skew_results, skew_pairs, match_stats and confusion_pairs, as TFDV writes them."
    },
    footer = {"", ExitCodes.FILES})
final class SkewCommand implements Callable<Integer> {
  /** A join may take four times as much memory as it is told. */
  private static final long MEMORY_SHARE = 12;

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

  @Option(
      names = "--identifiers",
      split = ",",
      required = true,
      paramLabel = "NAME",
      description = "The features that together name an example.")
  private List<String> identifiers = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "NAME",
      description = "Features that are not compared.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--float-digits",
      paramLabel = "N",
      description = "Round floats to so many digits after the point before they are compared.")
  private @Nullable Integer floatDigits;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "How many pairs that differ are written (default: none).")
  private int sample;

  @Option(
      names = "--allow-duplicates",
      description = "Compare each with each where several examples of a side have one identifier.")
  private boolean duplicates;

  @Option(
      names = "--confusion",
      split = ",",
      paramLabel = "NAME",
      description = "String features whose pairs of values are counted.")
  private List<String> confusion = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory to write to.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Override
  public Integer call() throws IOException {
    SkewOptions options =
        new SkewOptions(identifiers, ignored, sample, floatDigits, duplicates, confusion);
    Path waiting = out.resolve(".join-" + UUID.randomUUID());
    try (SkewJoin join =
        new SkewJoin(options, waiting, Runtime.getRuntime().maxMemory() / MEMORY_SHARE)) {
      read(join);
      SkewSummary summary = join.summary();
      OutputFiles.directory(out);
      SkewFiles.write(out, summary);
      print(summary);
    }
    return 0;
  }

  private void read(SkewJoin join) throws IOException {
    try {
      Map<String, ValueType> types = types();
      read(open("--base", base, types), join::addBase);
      read(open("--test", test, types), join::addTest);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  private interface Side {
    void add(ColumnBatch rows) throws IOException;
  }

  /**
   * The columns whose inferred types differ, with the wider one: 5 in one file is what 5.0 is in
   * the other.
   */
  private Map<String, ValueType> types() throws IOException {
    Layout ours = open("--base", base, Map.of()).layout();
    Layout theirs = open("--test", test, Map.of()).layout();
    check("--identifiers", identifiers, ours, theirs);
    check("--ignore", ignored, ours, theirs);
    check("--confusion", confusion, ours, theirs);
    Map<String, ValueType> wider = new HashMap<>();
    for (Layout.Field field : theirs.fields()) {
      int index = ours.indexOf(field.name());
      ValueType other = index < 0 ? field.type() : ours.field(index).type();
      if (other != field.type() && other != ValueType.STRUCT && field.type() != ValueType.STRUCT) {
        boolean text = other == ValueType.STRING || field.type() == ValueType.STRING;
        wider.put(field.name(), text ? ValueType.STRING : ValueType.FLOAT);
      }
    }
    return wider;
  }

  private static void check(String option, Collection<String> features, Layout base, Layout test)
      throws InputException {
    Set<String> columns = new LinkedHashSet<>();
    base.fields().forEach(field -> columns.add(field.name()));
    test.fields().forEach(field -> columns.add(field.name()));
    for (String feature : features) {
      if (!columns.isEmpty() && columns.stream().noneMatch(column -> isIn(column, feature))) {
        throw new InputException(
            option + ": " + feature + " (expected: one of " + columns + ", or what is in them)");
      }
    }
  }

  /** Quoted are names with a dot: those inside structs are not looked for. */
  private static boolean isIn(String column, String feature) {
    return feature.equals(column) || feature.startsWith(column + ".") || feature.startsWith("'");
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

  private static void print(SkewSummary summary) {
    MatchStats matches = summary.matches();
    Table table = new Table("FEATURE", "MATCH", "MISMATCH", "BASE ONLY", "TEST ONLY");
    for (FeatureSkew feature : summary.features()) {
      table.row(
          feature.getFeatureName(),
          Long.toString(feature.getMatchCount()),
          Long.toString(feature.getMismatchCount()),
          Long.toString(feature.getBaseOnly()),
          Long.toString(feature.getTestOnly()));
    }
    table.print(System.out);
    System.out.printf(
        "%d pairs of %d base and %d test examples; without identifiers: %d and %d;"
            + " identifiers of several examples: %d%n",
        matches.getMatchingPairsCount(),
        matches.getBaseWithIdCount(),
        matches.getTestWithIdCount(),
        matches.getBaseMissingIdCount(),
        matches.getTestMissingIdCount(),
        matches.getDuplicateIdCount());
  }
}
