package io.millrace.pipelines.cli;

import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import io.millrace.pipelines.report.StatisticsReport;
import io.millrace.pipelines.report.StatisticsReport.NamedStatistics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a page about statistics. */
@Command(
    name = "report",
    sortOptions = false,
    abbreviateSynopsis = true,
    description =
        "Writes statistics, and what goes with them, as one HTML file that needs no network.",
    footer = {"", ExitCodes.FILES})
final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--stats",
      required = true,
      paramLabel = "FILE",
      description = "The statistics to show: .pb, .tfrecord, .pbtxt, or a prefix of shards.")
  private Path stats = Path.of("");

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Statistics to show beside them, in a second colour.")
  private @Nullable Path compare;

  @Option(names = "--schema", paramLabel = "FILE", description = "The schema.pbtxt of the data.")
  private @Nullable Path schema;

  @Option(
      names = "--anomalies",
      paramLabel = "FILE",
      description = "What 'millrace validate' found: .pb or .pbtxt.")
  private @Nullable Path anomalies;

  @Mixin private OutOption out = new OutOption();

  @Override
  public Integer call() throws InputException {
    out.check(ReportCommand::checkExtension);
    StatisticsReport report =
        new StatisticsReport(
            named(stats),
            compare == null ? null : named(compare),
            schema == null ? null : Artifacts.schema(schema),
            anomalies == null ? null : Artifacts.anomalies(anomalies));
    OutputFiles.write(out.file(), report::write);
    System.err.println(out.file());
    return 0;
  }

  private static void checkExtension(String name) {
    if (!name.endsWith(".html")) {
      throw new IllegalArgumentException("--out: " + name + " (expected: extension .html)");
    }
  }

  private static NamedStatistics named(Path file) throws InputException {
    return new NamedStatistics(String.valueOf(file.getFileName()), Artifacts.statistics(file));
  }
}
