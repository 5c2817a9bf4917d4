package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows every change of the aliases. */
@Command(name = "history", description = "Shows every change of the aliases: who, why, when.")
final class ModelsHistoryCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      List<AliasChange> changes = model.registry().history(model.name());
      if (json.print(changes)) {
        return 0;
      }
      Table table =
          new Table("AT", "ALIAS", "FROM", "TO", "KIND", "WHO", "RUN", "EFFECTIVE FROM", "WHY");
      for (AliasChange change : changes) {
        table.row(
            change.at(),
            change.alias(),
            Table.orDash(change.from()),
            change.to(),
            change.kind(),
            change.who(),
            Table.orDash(change.runId()),
            Table.orDash(change.effectiveFrom()),
            change.why());
      }
      table.print(System.out);
      return 0;
    }
  }
}
