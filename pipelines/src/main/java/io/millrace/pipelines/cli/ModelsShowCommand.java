package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.Lineage;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.QuarantineRelease;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a version with its lineage: the run, the data, the trigger, the gates, the schema. */
@Command(
    name = "show",
    description = "Shows a version and where it comes from: run, data, trigger, gates, schema.")
final class ModelsShowCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "VERSION", description = "The version's number.")
  private long number;

  /** All that the registry knows of a version. */
  record Details(
      ModelVersion version,
      List<String> aliases,
      Map<String, String> tags,
      @Nullable Lineage lineage,
      @Nullable TrainingRun run,
      List<GateResult> gates,
      List<AliasChange> changes,
      List<QuarantineRelease> releases) {}

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      Details details = details(model, model.version(number));
      if (!json.print(details)) {
        print(details);
      }
      return 0;
    }
  }

  static Details details(DeployedModel model, ModelVersion version) {
    Registry registry = model.registry();
    long number = version.version();
    Long run = version.runId();
    return new Details(
        version,
        DeployedModel.aliasesOf(registry.aliases(model.name()), number),
        registry.tags(model.name()).getOrDefault(number, Map.of()),
        registry.lineage(model.name(), number).orElse(null),
        run == null ? null : registry.run(run).orElse(null),
        run == null ? List.of() : registry.gateResults(run),
        registry.history(model.name()).stream().filter(c -> c.to() == number).toList(),
        registry.releases(model.name(), number));
  }

  private static void print(Details details) {
    ModelVersion version = details.version();
    Table table = new Table("", "");
    table.row("model", version.model());
    table.row("version", version.version());
    table.row("state", version.state());
    table.row("aliases", String.join(",", details.aliases()));
    table.row("tags", ModelsListCommand.tags(details.tags()));
    table.row("created", version.createdAt());
    table.row("metrics", Table.figures(version.metrics()));
    table.row("manifest sha256", Table.orDash(version.manifestSha256()));
    table.row("reason", Table.orDash(version.reason()));
    lineage(table, details.lineage());
    TrainingRun run = details.run();
    if (run != null) {
      RunsShowCommand.describe(table, run);
    }
    RunsShowCommand.gates(table, details.gates());
    for (AliasChange change : details.changes()) {
      table.row(
          change.alias(),
          change.kind() + " " + change.at() + " by " + change.who() + ": " + change.why());
    }
    for (QuarantineRelease release : details.releases()) {
      table.row(
          "released",
          release.at()
              + " by "
              + release.who()
              + ": "
              + release.why()
              + " (quarantined: "
              + release.reason()
              + ")");
    }
    table.print(System.out);
  }

  private static void lineage(Table table, @Nullable Lineage lineage) {
    if (lineage == null) {
      return;
    }
    table.row("trained on", RunsShowCommand.window(lineage.trainedOn()));
    table.row("training rows", Table.orDash(lineage.trainingRows()));
    table.row("evaluated on", RunsShowCommand.window(lineage.evaluatedOn()));
    table.row("started from version", Table.orDash(lineage.warmStartedFrom()));
    table.row("schema version", Table.orDash(lineage.schemaVersion()));
    table.row("schema sha256", Table.orDash(lineage.schemaSha256()));
  }
}
