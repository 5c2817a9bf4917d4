package io.millrace.pipelines.cli;

import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.Verdict;
import io.millrace.models.drift.multivariate.EncodedSample;
import io.millrace.models.drift.multivariate.MultivariateResult;
import io.millrace.models.drift.multivariate.MultivariateTest;
import io.millrace.models.drift.multivariate.MultivariateTests;
import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.Period;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.drift.windows.WindowJudge;
import io.millrace.models.drift.windows.WindowVerdict;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.local.DriftFiles;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import io.millrace.pipelines.local.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    subcommands = {DriftEstimateCommand.class, DriftSimulateCommand.class},
    description = {
      "Tells whether data still looks like reference data, feature by feature.",
      "Each --current is a window, in order; --by cuts each into windows of event time.",
      "The command simulate tries change detectors on streams.",
      ""
    },
    exitCodeOnExecutionException = 3,
    footer = {"", ExitCodes.DRIFT})
final class DriftCommand implements Callable<Integer> {
  @Mixin private DriftInputs inputs = new DriftInputs();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A deployment's YAML file: its drift settings and its event time.")
  private @Nullable Path config;

  @Option(
      names = "--details",
      description = "Measure every distance, and print them for each window.")
  private boolean details;

  @Option(
      names = "--multivariate",
      description = "Also test whether rows have changed as a whole; needs data files.")
  private boolean multivariate;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the counts of the reference, for --reference.")
  private @Nullable Path save;

  @Option(
      names = "--save-windows",
      paramLabel = "DIR",
      description = "Write the counts of each window, for --current.")
  private @Nullable Path saveWindows;

  @Mixin private DriftFlags flags = new DriftFlags();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config == null ? null : Deployments.load(config, Map.of());
    if (deployment != null) {
      inputs.complete(deployment);
    }
    inputs.check(flags.season(), flags.slices(), save != null);
    if (multivariate && !inputs.haveRows()) {
      throw new IllegalArgumentException(
          "--multivariate: with counts or statistics (expected: data files)");
    }
    List<WindowVerdict> windows = new ArrayList<>();
    Map<String, List<MultivariateResult>> results = new LinkedHashMap<>();
    SavedReference compared;
    try (RowProgress progress = new RowProgress(System.err)) {
      DriftFiles files = new DriftFiles(inputs.threads(), progress::add);
      compared = inputs.reference(files, flags);
      if (save != null) {
        OutputFiles.write(save, compared::writeTo);
      }
      FeatureDriftTest test =
          flags.test(
              deployment == null ? null : deployment.drift(),
              compared.counts().whole().all().rows());
      judge(files, compared, test, windows);
      if (multivariate) {
        results = multivariate(files, compared.counts());
      }
    }
    return report(compared, windows, results);
  }

  private void judge(
      DriftFiles files, SavedReference compared, FeatureDriftTest test, List<WindowVerdict> into)
      throws Exception {
    WindowJudge judge =
        new WindowJudge(
            compared.counts(),
            test,
            details ? flags.details(test) : null,
            flags.rule(),
            flags.alarms());
    for (String input : inputs.current()) {
      for (DriftInputs.Window window : inputs.windows(files, compared.counts(), input)) {
        if (saveWindows != null) {
          save(saveWindows, window, compared);
        }
        into.add(judge.judge(window.name(), window.start(), window.length(), window.counts()));
      }
    }
  }

  private static void save(Path directory, DriftInputs.Window window, SavedReference compared)
      throws Exception {
    Files.createDirectories(directory);
    ReferenceCounts counts = compared.counts().empty();
    counts.whole().merge(window.counts());
    String name = window.name().replaceAll("[^A-Za-z0-9_.-]+", "_");
    OutputFiles.write(
        directory.resolve(name + ".counts"),
        new SavedReference(counts, compared.unsuitable())::writeTo);
  }

  private Map<String, List<MultivariateResult>> multivariate(
      DriftFiles files, ReferenceCounts reference) throws InputException {
    GridCounts shares = reference.whole().all();
    TimeSpan span = inputs.plan(flags).span();
    List<String> names = inputs.referenceFiles();
    double[][] before =
        files
            .sample(names, inputs.reading("--reference", names), shares, span, time -> 0)
            .values()
            .iterator()
            .next()
            .rows();
    Period period = inputs.by();
    Map<String, List<MultivariateResult>> results = new LinkedHashMap<>();
    for (String input : inputs.current()) {
      files
          .sample(
              List.of(input),
              inputs.reading("--current", List.of(input)),
              shares,
              TimeSpan.ALL,
              period == null ? time -> 0 : period::start)
          .forEach(
              (start, rows) ->
                  results.put(period == null ? input : period.label(start), test(before, rows)));
    }
    return results;
  }

  /** The tests; none for a window with too few rows. */
  private static List<MultivariateResult> test(double[][] before, EncodedSample sample) {
    double[][] rows = sample.rows();
    List<MultivariateResult> results = new ArrayList<>();
    if (Math.min(before.length, rows.length) >= MultivariateTest.LEAST_ROWS) {
      MultivariateTests.all().forEach(test -> results.add(test.test(before, rows)));
    }
    return results;
  }

  private int report(
      SavedReference compared,
      List<WindowVerdict> windows,
      Map<String, List<MultivariateResult>> results)
      throws Exception {
    List<AlarmSpan> alarms = AlarmSpan.of(windows);
    boolean drift = !alarms.isEmpty();
    for (WindowVerdict window : windows) {
      drift |= window.dataset().verdict() == Verdict.DRIFT;
    }
    for (List<MultivariateResult> tests : results.values()) {
      drift |= tests.stream().anyMatch(MultivariateResult::isDrift);
    }
    SlicedCounts whole = compared.counts().whole();
    DriftReport report =
        new DriftReport(drift, whole.all().rows(), compared.unsuitable(), alarms, windows, results);
    if (!json.print(report)) {
      print(report);
    }
    return drift ? 1 : 0;
  }

  private void print(DriftReport report) {
    DriftPrinter printer = new DriftPrinter(System.out);
    printer.unsuitable(report.notWatched());
    if (details || report.windows().size() == 1) {
      for (WindowVerdict window : report.windows()) {
        if (report.windows().size() > 1) {
          System.out.println(window.window());
        }
        printer.verdicts(window, details);
      }
    }
    printer.multivariate(report.multivariate());
    if (!report.windows().isEmpty()) {
      printer.windows(report.windows());
      printer.alarms(report.alarms(), report.windows().size());
    }
  }
}
