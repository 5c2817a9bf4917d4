package io.millrace.pipelines.cli;

import io.millrace.pipelines.backfill.BackfillPipeline;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a deployment's stages over files. */
@Command(
    name = "backfill",
    description = {
      "Measures, validates and predicts records from files with the champion.",
      "With labels it measures the predictions too, and raises the alarms of that time; it asks for"
          + " no training."
    })
final class BackfillCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private RunnerOptions runner = new RunnerOptions();
  @Mixin private HistoryOptions history = new HistoryOptions();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where predictions, statistics, anomalies, alarms and the rest are written.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws Exception {
    Deployment deployment = history.apply(config.load());
    if (history.labelled()) {
      Preflight.checkChampion(deployment);
    }
    Pipeline pipeline = runner.pipeline(false, output.resolve("checkpoints"));
    BackfillPipeline.build(
        pipeline,
        deployment,
        Baseline.read(deployment),
        history.labelled(),
        output.toAbsolutePath());
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    return state == PipelineResult.State.DONE ? 0 : 1;
  }

  /** Where history lies. */
  static final class HistoryOptions {
    @Option(
        names = "--input",
        required = true,
        arity = "1..*",
        paramLabel = "FILE",
        description = "Files of records, in the format of the deployment; * and ? are wildcards.")
    private List<String> input = new ArrayList<>();

    @Option(
        names = "--labels",
        arity = "1..*",
        paramLabel = "FILE",
        description = "Files of labels, in the format of the deployment.")
    private List<String> labels = new ArrayList<>();

    @Option(
        names = "--no-header",
        description = "CSV files have no line of column names at the top.")
    private boolean noHeader;

    boolean labelled() {
      return !labels.isEmpty();
    }

    Deployment apply(Deployment deployment) {
      return deployment.fromFiles(absolute(input), absolute(labels), !noHeader);
    }

    private static List<String> absolute(List<String> patterns) {
      return patterns.stream()
          .map(
              pattern ->
                  pattern.contains("://") || pattern.startsWith("/")
                      ? pattern
                      : Path.of("").toAbsolutePath() + "/" + pattern)
          .toList();
    }
  }
}
