package io.millrace.pipelines.cli;

import io.millrace.models.validation.AnomaliesFiles;
import io.millrace.models.validation.AnomalySummary;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.CorrespondingSlices;
import io.millrace.pipelines.config.ValidationSettings;
import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import io.millrace.pipelines.local.RecordCounts;
import io.millrace.pipelines.local.RecordRun;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks statistics, or the records of files, against a schema. */
@Command(
    name = "validate",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Checks statistics against a schema (--stats), or every record of files (--input).",
      ""
    },
    exitCodeOnExecutionException = 3,
    footer = {
      "",
      "With --input, --out is a directory: good records are written to it in their own format, the"
          + " others as JSON lines with the reasons.",
      ExitCodes.VALIDATE
    })
final class ValidateCommand implements Callable<Integer> {
  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "Statistics to check: .pb, .tfrecord, .pbtxt, or a prefix of shards.")
  private @Nullable Path stats;

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "FILE",
      description = "The schema.pbtxt.")
  private Path schemaFile = Path.of("");

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "Statistics of the data before, for drift.")
  private @Nullable Path previous;

  @Option(
      names = "--previous-version",
      paramLabel = "FILE",
      description = "Statistics of the last version of this data, for its number of examples.")
  private @Nullable Path previousVersion;

  @Option(
      names = "--serving",
      paramLabel = "FILE",
      description = "Statistics of the data that is served, for skew.")
  private @Nullable Path serving;

  @Option(
      names = "--slices",
      description =
          "Check every slice of the statistics, not only all examples, and compare it with the same"
              + " slice of --previous and --serving.")
  private boolean slices;

  @Mixin private ValidationFlags flags = new ValidationFlags();
  @Mixin private OutOption out = new OutOption();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    if ((stats == null) == !input.given()) {
      throw new IllegalArgumentException(
          (stats == null ? "--stats, --input: neither" : "--stats, --input: both")
              + " (expected: statistics, or data files)");
    }
    return stats == null ? records() : statistics(stats);
  }

  private int statistics(Path file) throws Exception {
    if (out.given()) {
      out.check(ValidateCommand::checkExtension);
    }
    ValidationSettings settings = flags.settings();
    StatisticsCheck.Expected expected =
        new StatisticsCheck.Expected(
            settings.withThresholds(Artifacts.schema(schemaFile)),
            settings.environment(),
            settings.options().withCompat(flags.compat()),
            settings.statisticsRules());
    StatisticsCheck check = slices ? slices(file, expected) : dataset(file, expected);
    check.notAsked().forEach(System.err::println);
    if (out.given()) {
      OutputFiles.write(out.file(), path -> AnomaliesFiles.write(path, check.anomalies()));
    }
    if (!json.print(check.toJson())) {
      AnomalyPrinter.print(check.anomalies(), System.out);
    }
    return AnomalySummary.of(check.anomalies()).isEmpty() ? 0 : 1;
  }

  private StatisticsCheck dataset(Path file, StatisticsCheck.Expected expected)
      throws InputException {
    ControlStatistics control =
        new ControlStatistics(dataset(previous), dataset(previousVersion), dataset(serving));
    return StatisticsCheck.of(Artifacts.dataset(file), control, expected);
  }

  private StatisticsCheck slices(Path file, StatisticsCheck.Expected expected)
      throws InputException {
    if (previousVersion != null) {
      throw new IllegalArgumentException(
          "--previous-version: with --slices (expected: with a whole data set)");
    }
    return StatisticsCheck.of(
        CorrespondingSlices.of(
            Artifacts.slices(file),
            previous == null ? null : Artifacts.slices(previous),
            serving == null ? null : Artifacts.slices(serving)),
        expected);
  }

  private static @Nullable DatasetFeatureStatistics dataset(@Nullable Path file)
      throws InputException {
    return file == null ? null : Artifacts.dataset(file);
  }

  private static void checkExtension(String name) {
    if (!name.matches(".*\\.(pb|pbtxt)")) {
      throw new IllegalArgumentException("--out: " + name + " (expected: extension .pb or .pbtxt)");
    }
  }

  private int records() throws Exception {
    if (previous != null || previousVersion != null || serving != null || slices) {
      throw new IllegalArgumentException(
          "--previous, --previous-version, --serving, --slices: with --input (expected: with"
              + " --stats)");
    }
    Schema schema = Artifacts.schema(schemaFile);
    RecordCounts counts;
    try (RowProgress progress = new RowProgress(System.err)) {
      counts =
          new RecordRun(
                  input.files(),
                  input.reading(DeclaredTypes.of(schema)),
                  flags.settings().expectations(schema, Set.of()),
                  input.threads(),
                  out.directory(),
                  progress::add)
              .run();
    }
    if (!json.print(counts)) {
      print(counts);
    }
    return counts.bad() == 0 ? 0 : 1;
  }

  private void print(RecordCounts counts) {
    if (!counts.reasons().isEmpty()) {
      Table table = new Table("RECORDS", "FEATURE", "SEVERITY", "RULE");
      for (RecordCounts.Reason reason : counts.reasons()) {
        table.row(
            String.format(Locale.ROOT, "%,d", reason.records()),
            reason.feature(),
            reason.severity().toLowerCase(Locale.ROOT),
            reason.rule());
      }
      table.print(System.out);
    }
    System.out.printf(
        Locale.ROOT, "%,d good, %,d bad: %s%n", counts.good(), counts.bad(), out.directory());
  }
}
