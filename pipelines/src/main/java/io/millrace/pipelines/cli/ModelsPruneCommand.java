package io.millrace.pipelines.cli;

import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Pruning;
import io.millrace.models.registry.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes old artifacts that no alias ever meant. */
@Command(
    name = "prune",
    description = {
      "Deletes the files of old versions that no alias ever meant.",
      "Their rows, runs and lineage stay. Versions of open runs stay whole."
    })
final class ModelsPruneCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "How many of the newest READY versions stay.")
  private int keep;

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "DURATION",
      description = "Versions younger than this stay, such as P30D or PT12H.")
  private Duration olderThan = Duration.ZERO;

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Retention retention = new Retention(keep, olderThan);
    try (DeployedModel model = DeployedModel.open(config)) {
      Pruning pruning = new Pruning(model.registry(), model.store(), model.name());
      Instant now = Instant.now();
      List<ModelVersion> pruned =
          dryRun ? pruning.plan(retention, now) : pruning.run(retention, now);
      if (json.print(pruned)) {
        return 0;
      }
      for (ModelVersion version : pruned) {
        System.out.println(
            model.name()
                + ": version "
                + version.version()
                + " of "
                + version.createdAt()
                + (dryRun ? " would be pruned" : " is pruned"));
      }
      System.out.println(pruned.size() + (dryRun ? " to prune" : " pruned"));
      return 0;
    }
  }
}
