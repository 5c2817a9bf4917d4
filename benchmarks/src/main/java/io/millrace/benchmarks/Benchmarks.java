package io.millrace.benchmarks;

import io.millrace.benchmarks.drift.DetectorBenchmark;
import io.millrace.benchmarks.drift.HistogramBenchmark;
import io.millrace.benchmarks.evaluation.EvaluationBenchmark;
import io.millrace.benchmarks.feedback.JoinBenchmark;
import io.millrace.benchmarks.inference.InferenceBenchmark;
import io.millrace.benchmarks.inference.LoadingBenchmark;
import io.millrace.benchmarks.registry.RegistryBenchmark;
import io.millrace.benchmarks.soak.ModelCyclesSoak;
import io.millrace.benchmarks.soak.PredictionSoak;
import io.millrace.benchmarks.statistics.MemoryBenchmark;
import io.millrace.benchmarks.statistics.StatisticsBenchmark;
import io.millrace.benchmarks.statistics.StatisticsPipelineBenchmark;
import io.millrace.benchmarks.training.TrainingBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line: {@code benchmarks/run NAME …}. */
@Command(
    name = "benchmarks/run",
    description = "Measures Millrace on this machine; every speed beside a yardstick.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StatisticsBenchmark.class,
      StatisticsPipelineBenchmark.class,
      MemoryBenchmark.class,
      EvaluationBenchmark.class,
      InferenceBenchmark.class,
      LoadingBenchmark.class,
      JoinBenchmark.class,
      TrainingBenchmark.class,
      DetectorBenchmark.class,
      RegistryBenchmark.class,
      PredictionSoak.class,
      ModelCyclesSoak.class,
      HistogramBenchmark.class,
      MicroBenchmarks.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmarks())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }
}
