package io.millrace.pipelines.cli;

import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.files.KeyColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.windows.Period;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.EventTimeSettings;
import io.millrace.pipelines.local.DriftFiles;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a reference and windows, and what they hold. */
final class DriftInputs {
  private static final Duration TIMELESS = Duration.ofDays(1_000_000);

  private static final int BINS = 100;

  @Option(
      names = "--reference",
      arity = "1..*",
      paramLabel = "FILES",
      description =
          "Data files, or patterns, to compare with; or counts that --save wrote (.counts); or"
              + " statistics (.pb, .pbtxt, .tfrecord, or a prefix of shards).")
  private List<String> reference = List.of();

  @Option(
      names = "--current",
      arity = "1..*",
      paramLabel = "FILES",
      description =
          "Data files, or patterns, each of which is compared, a window each; or counts or"
              + " statistics likewise.")
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
      description = "Bins of a column of numbers (default: 100, or the deployment's).")
  private @Nullable Integer bins;

  @Option(
      names = "--categories",
      paramLabel = "N",
      description =
          "Values of a column of strings that get a bin of their own (default: 100, or the"
              + " deployment's).")
  private @Nullable Integer categories;

  @Mixin private FormatOptions format = new FormatOptions();

  /**
   * A window to judge.
   *
   * @param start in milliseconds since the epoch; 0 if it has no time
   * @param length longer than any season if it has no time
   */
  record Window(String name, long start, Duration length, SlicedCounts counts) {}

  /** Takes what the options do not say from a deployment. */
  void complete(Deployment from) {
    EventTimeSettings eventTime = from.records().eventTime();
    if (time == null) {
      time = eventTime.column();
      timeFormat =
          eventTime.pattern() != null
              ? eventTime.pattern()
              : eventTime.format().name().toLowerCase(Locale.ROOT);
    }
    if (features.isEmpty()) {
      features = new LinkedHashSet<>(from.drift().features());
    }
    if (bins == null) {
      bins = from.drift().bins().numbers();
    }
    if (categories == null) {
      categories = from.drift().bins().categories();
    }
  }

  int threads() {
    return format.threads();
  }

  void check(Season season, List<String> slices, boolean saving) throws InputException {
    if (reference.isEmpty() || (current.isEmpty() && !saving)) {
      throw new IllegalArgumentException(
          (reference.isEmpty() ? "--reference" : "--current") + ": none (expected: files)");
    }
    if (time == null && (by != null || span != null || season != Season.NONE)) {
      throw new IllegalArgumentException(
          (by != null ? "--by" : span != null ? "--reference-span" : "--season")
              + ": without --time (expected: --time NAME)");
    }
    if (season != Season.NONE && (by == null || !season.holds(by.length(by.start(0))))) {
      throw new IllegalArgumentException(
          "--season: "
              + season.name().toLowerCase(Locale.ROOT)
              + " (expected: with --by hour, or --by day for day_of_week)");
    }
    checkStatistics(season, slices);
  }

  private void checkStatistics(Season season, List<String> slices) throws InputException {
    if (reference.size() > 1) {
      DriftStatistics.refuse("--reference, several files", reference);
    }
    if (!slices.isEmpty()) {
      DriftStatistics.refuse("--slice", reference);
      DriftStatistics.refuse("--slice", current);
    }
    if (span != null) {
      DriftStatistics.refuse("--reference-span", reference);
    }
    if (by != null) {
      DriftStatistics.refuse("--by", current);
    }
    if (season != Season.NONE) {
      DriftStatistics.refuse("--season", reference);
    }
  }

  /** Whether rows can be read, rather than what was counted of them. */
  boolean haveRows() throws InputException {
    List<String> all = new ArrayList<>(reference);
    all.addAll(current);
    for (String name : all) {
      if (isCounts(name) || DriftStatistics.isNamed(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCounts(String name) {
    return name.endsWith(".counts");
  }

  SavedReference reference(DriftFiles files, DriftFlags flags) throws InputException {
    if (reference.size() == 1 && isCounts(reference.get(0))) {
      return saved(reference.get(0));
    }
    if (reference.size() == 1 && DriftStatistics.isNamed(reference.get(0))) {
      return new DriftStatistics(reference.get(0)).reference(features, ignored);
    }
    return files.reference(reference, reading("--reference", reference), plan(flags));
  }

  DriftFiles.Plan plan(DriftFlags flags) {
    return new DriftFiles.Plan(
        span == null ? TimeSpan.ALL : TimeSpan.parse(span),
        features,
        ignored,
        flags.slices().isEmpty() ? Slicing.none() : StatisticsFlags.slicing(flags.slices()),
        flags.season(),
        bins == null ? BINS : bins,
        categories == null ? BINS : categories);
  }

  private static SavedReference saved(String file) throws InputException {
    try {
      return SavedReference.readFrom(Path.of(file));
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  /** The windows of one {@code --current}, in order. */
  List<Window> windows(DriftFiles files, ReferenceCounts compared, String input)
      throws InputException {
    if (isCounts(input)) {
      return List.of(new Window(input, 0, TIMELESS, savedWindow(input, compared)));
    }
    if (DriftStatistics.isNamed(input)) {
      SlicedCounts counts = new SlicedCounts(compared.grid(), Slicing.none());
      counts.add(new DriftStatistics(input).window(compared.whole().all()));
      return List.of(new Window(input, 0, TIMELESS, counts));
    }
    ReadOptions reading = reading("--current", List.of(input));
    List<Window> windows = new ArrayList<>();
    if (by == null) {
      SlicedCounts counts = files.count(List.of(input), reading, compared);
      windows.add(new Window(input, 0, TIMELESS, counts));
      return windows;
    }
    Period period = by;
    files
        .count(List.of(input), reading, compared, period)
        .windows()
        .forEach(
            (start, counts) ->
                windows.add(new Window(period.label(start), start, period.length(start), counts)));
    return windows;
  }

  private static SlicedCounts savedWindow(String file, ReferenceCounts compared)
      throws InputException {
    ReferenceCounts window = saved(file).counts();
    if (!window.grid().equals(compared.grid())) {
      throw new InputException(
          file
              + ": on another grid (expected: counts that --save-windows wrote with this"
              + " reference)");
    }
    return window.whole();
  }

  List<String> current() {
    return current;
  }

  List<String> referenceFiles() {
    return reference;
  }

  @Nullable Period by() {
    return by;
  }

  ReadOptions reading(String option, List<String> files) {
    KeyColumns keys =
        time == null
            ? KeyColumns.none()
            : new KeyColumns(null, time, new TimestampFormat(timeFormat, "UTC"), 0);
    return format.reading(option, files, Map.of()).withKeys(keys);
  }
}
