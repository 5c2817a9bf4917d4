package io.millrace.pipelines.cli;

import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.files.KeyColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.Verdict;
import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.Period;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.drift.windows.WindowJudge;
import io.millrace.models.drift.windows.WindowVerdict;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.config.DriftSettings;
import io.millrace.pipelines.local.DriftFiles;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import io.millrace.pipelines.local.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares data with a reference, window by window. */
@Command(
    name = "drift",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = DriftSimulateCommand.class,
    description = {
      "Tells whether data still looks like reference data, feature by feature.",
      "Each --current is a window, in order; --by cuts each into windows of event time.",
      "The command simulate tries change detectors on streams.",
      ""
    },
    exitCodeOnExecutionException = 3,
    footer = {"", ExitCodes.DRIFT})
final class DriftCommand implements Callable<Integer> {
  @Option(
      names = "--reference",
      arity = "1..*",
      paramLabel = "FILES",
      description = "Data files, or patterns, to compare with; or counts that --save wrote.")
  private List<String> reference = List.of();

  @Option(
      names = "--current",
      arity = "1..*",
      paramLabel = "FILES",
      description = "Data files, or patterns, each of which is compared; a window each.")
  private List<String> current = List.of();

  @Option(
      names = "--by",
      paramLabel = "hour|day|week|month",
      description = "Cut --current into windows of event time; needs --time.")
  private @Nullable Period by;

  @Option(names = "--time", paramLabel = "NAME", description = "The column with the event time.")
  private @Nullable String time;

  @Option(
      names = "--time-format",
      paramLabel = "FORMAT",
      description =
          "How it is written: iso, epoch_millis, epoch_seconds, or a pattern such as"
              + " 'yyyy-MM-dd HH:mm:ss' (default: iso).")
  private String timeFormat = "iso";

  @Option(
      names = "--reference-span",
      paramLabel = "FROM/TO",
      description = "Only rows of the reference with these event times, such as 2018-01/2018-04.")
  private @Nullable String span;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "NAME",
      description = "The columns to watch (default: all but what looks like an id or a time).")
  private Set<String> features = Set.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "NAME",
      description = "Columns that are not watched.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--bins",
      paramLabel = "N",
      description = "Bins of a column of numbers (default: 100).")
  private int bins = 100;

  @Option(
      names = "--categories",
      paramLabel = "N",
      description = "Values of a column of strings that get a bin of their own (default: 100).")
  private int categories = 100;

  @Option(
      names = "--details",
      description = "Measure every distance, and print them for each window.")
  private boolean details;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the counts of the reference, for --reference.")
  private @Nullable Path save;

  @Mixin private DriftFlags flags = new DriftFlags();
  @Mixin private FormatOptions format = new FormatOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    checkUsage();
    List<WindowVerdict> windows = new ArrayList<>();
    SavedReference compared;
    try (RowProgress progress = new RowProgress(System.err)) {
      DriftFiles files = new DriftFiles(format.threads(), progress::add);
      compared = reference(files, null);
      SavedReference kept = compared;
      if (save != null) {
        OutputFiles.write(save, kept::writeTo);
      }
      FeatureDriftTest test = flags.test(null, compared.counts().whole().all().rows());
      WindowJudge judge =
          new WindowJudge(
              compared.counts(),
              test,
              details ? flags.details(test) : null,
              flags.rule(),
              flags.alarms());
      for (String input : current) {
        judge(files, compared, judge, input, windows);
      }
    }
    List<AlarmSpan> alarms = AlarmSpan.of(windows);
    boolean drift = !alarms.isEmpty();
    for (WindowVerdict window : windows) {
      drift |= window.dataset().verdict() == Verdict.DRIFT;
    }
    long rows = compared.counts().whole().all().rows();
    if (!json.print(new DriftReport(drift, rows, compared.unsuitable(), alarms, windows))) {
      print(compared, alarms, windows);
    }
    return drift ? 1 : 0;
  }

  private void checkUsage() {
    if (reference.isEmpty() || (current.isEmpty() && save == null)) {
      throw new IllegalArgumentException(
          (reference.isEmpty() ? "--reference" : "--current") + ": none (expected: files)");
    }
    if (time == null && (by != null || span != null || flags.season() != Season.NONE)) {
      throw new IllegalArgumentException(
          (by != null ? "--by" : span != null ? "--reference-span" : "--season")
              + ": without --time (expected: --time NAME)");
    }
    if (flags.season() != Season.NONE
        && (by == null || !flags.season().holds(by.length(by.start(0))))) {
      throw new IllegalArgumentException(
          "--season: "
              + flags.season().name().toLowerCase(java.util.Locale.ROOT)
              + " (expected: with --by hour, or --by day for day_of_week)");
    }
  }

  private SavedReference reference(DriftFiles files, @Nullable DriftSettings settings)
      throws Exception {
    if (reference.size() == 1 && reference.get(0).endsWith(".counts")) {
      try {
        return SavedReference.readFrom(Path.of(reference.get(0)));
      } catch (java.io.IOException e) {
        throw new InputException(String.valueOf(e.getMessage()));
      }
    }
    List<String> slices = flags.slices();
    return files.reference(
        reference,
        reading("--reference", reference),
        new DriftFiles.Plan(
            span == null ? TimeSpan.ALL : TimeSpan.parse(span),
            settings == null ? features : Set.copyOf(settings.features()),
            ignored,
            slices.isEmpty() ? Slicing.none() : StatisticsFlags.slicing(slices),
            flags.season(),
            bins,
            categories));
  }

  private ReadOptions reading(String option, List<String> files) {
    KeyColumns keys =
        time == null
            ? KeyColumns.none()
            : new KeyColumns(null, time, new TimestampFormat(timeFormat, "UTC"), 0);
    return format.reading(option, files, Map.of()).withKeys(keys);
  }

  private void judge(
      DriftFiles files,
      SavedReference compared,
      WindowJudge judge,
      String input,
      List<WindowVerdict> windows)
      throws InputException {
    ReadOptions reading = reading("--current", List.of(input));
    if (by == null) {
      SlicedCounts counts = files.count(List.of(input), reading, compared.counts());
      windows.add(judge.judge(input, 0, Duration.ofDays(1_000_000), counts));
      return;
    }
    Period period = by;
    files
        .count(List.of(input), reading, compared.counts(), period)
        .windows()
        .forEach(
            (start, counts) ->
                windows.add(judge.judge(period.label(start), start, period.length(start), counts)));
  }

  private void print(SavedReference compared, List<AlarmSpan> alarms, List<WindowVerdict> windows) {
    DriftPrinter printer = new DriftPrinter(System.out);
    printer.unsuitable(compared.unsuitable());
    if (details || windows.size() == 1) {
      for (WindowVerdict window : windows) {
        if (windows.size() > 1) {
          System.out.println(window.window());
        }
        printer.verdicts(window, details);
      }
    }
    if (!windows.isEmpty()) {
      printer.windows(windows);
      printer.alarms(alarms, windows.size());
    }
  }
}
