package io.millrace.pipelines.cli;

import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.DeadLetterFile;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import io.millrace.pipelines.local.StatisticsOutput;
import io.millrace.pipelines.local.StatisticsRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes the statistics of files, or merges statistics. */
@Command(
    name = "stats",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Computes the statistics of data files, as TensorFlow Data Validation does.",
    footer = {
      "",
      "Beside FILE stands FILE.accumulator, from which 'millrace stats merge' adds statistics up.",
      ExitCodes.FILES
    })
final class StatsCommand implements Callable<Integer> {
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private StatisticsFlags flags = new StatisticsFlags();
  @Mixin private StatisticsOut out = new StatisticsOut();

  @Option(
      names = "--dead-letters",
      paramLabel = "FILE",
      description =
          "Where rows go that cannot be read, as JSON lines (default: the first one ends the run).")
  private @Nullable Path deadLetters;

  @Override
  public Integer call() throws Exception {
    StatisticsOptions options = flags.options(input.reading(Map.of()).format());
    ReadOptions reading = reading(options);
    options = NeededColumns.told(options);
    StatisticsOutput output = out.check(options.experimentalResultPartitions());
    if (deadLetters == null) {
      run(reading, options, output, null);
      return 0;
    }
    if (deadLetters.normalize().equals(output.file().normalize())) {
      throw new IllegalArgumentException(
          "--dead-letters: " + deadLetters + " (expected: another file than --out)");
    }
    try (DeadLetterFile letters = OutputFiles.deadLetters(deadLetters)) {
      run(reading, options, output, letters);
      letters.keep();
    }
    return 0;
  }

  private void run(
      ReadOptions reading,
      StatisticsOptions options,
      StatisticsOutput output,
      @Nullable DeadLetterFile letters)
      throws InputException {
    try (RowProgress progress = new RowProgress(System.err)) {
      SlicedStatistics statistics =
          new StatisticsRun(
                  input.files(), reading, options, input.threads(), letters, progress::add)
              .run();
      DatasetFeatureStatisticsList list = output.write(statistics);
      summary(System.err, list, output, progress.seconds());
    }
    if (letters != null && letters.count() > 0) {
      System.err.println(
          letters.count()
              + (letters.count() == 1 ? " row" : " rows")
              + " could not be read: "
              + deadLetters);
    }
  }

  private ReadOptions reading(StatisticsOptions options) {
    ReadOptions reading = input.reading(DeclaredTypes.of(options));
    return NeededColumns.read(reading, options)
        .withSizes(
            new ReadOptions.Sizes(
                options.desiredBatchSize(),
                reading.sizes().batchBytes(),
                reading.sizes().splitBytes()));
  }

  @Command(
      name = "merge",
      description = "Merges statistics, as if all their files had been read at once.",
      footer = {"", ExitCodes.FILES})
  int merge(
      @Parameters(
              paramLabel = "STATS",
              arity = "1..*",
              description = "Statistics, or prefixes of shards, with their accumulators beside.")
          List<Path> files,
      @Mixin StatisticsOut merged)
      throws IOException {
    StatisticsOutput output = merged.check(1);
    SlicedStatistics sum = Artifacts.accumulator(files.get(0));
    for (Path file : files.subList(1, files.size())) {
      SlicedStatistics next = Artifacts.accumulator(file);
      try {
        sum.merge(next);
      } catch (IllegalArgumentException e) {
        throw new InputException(
            file + ": computed otherwise than " + files.get(0) + ": " + e.getMessage());
      }
    }
    output.write(sum);
    System.err.printf(
        Locale.ROOT, "%,d rows of %d files: %s%n", sum.all().rows(), files.size(), output);
    return 0;
  }

  private static void summary(
      PrintStream to, DatasetFeatureStatisticsList list, StatisticsOutput output, double seconds) {
    DatasetFeatureStatistics all = list.getDatasets(0);
    int slices = list.getDatasetsCount() - 1;
    to.printf(
        Locale.ROOT,
        "%,d rows, %,d features%s in %.1f s (%,.0f rows/s): %s%n",
        all.getNumExamples(),
        all.getFeaturesCount(),
        slices == 0 ? "" : String.format(Locale.ROOT, ", %,d slices", slices),
        seconds,
        all.getNumExamples() / Math.max(seconds, 0.001),
        output);
  }
}
