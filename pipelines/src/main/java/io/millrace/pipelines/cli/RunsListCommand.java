package io.millrace.pipelines.cli;

import io.millrace.models.registry.TrainingRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the training runs and what became of them. */
@Command(name = "list", description = "Lists the training runs and what became of them.")
final class RunsListCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(names = "--open", description = "Only runs that have not ended.")
  private boolean open;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      List<TrainingRun> runs =
          open ? model.registry().openRuns(model.name()) : model.registry().runs(model.name());
      if (json.print(runs)) {
        return 0;
      }
      Table table =
          new Table("RUN", "REQUESTED", "TRIGGER", "STATE", "VERSION", "BECAUSE", "OUTCOME");
      for (TrainingRun run : runs) {
        String outcome =
            run.decision() != null ? run.decision().reason() : Table.orDash(run.message());
        table.row(
            run.id(),
            run.requestedAt(),
            run.request().cause().trigger(),
            run.state(),
            Table.orDash(run.version()),
            run.request().cause().reason(),
            outcome);
      }
      table.print(System.out);
      return 0;
    }
  }
}
