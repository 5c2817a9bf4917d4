package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.PromotionResult;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.TrainingWorker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes what the registry knows of a deployment's model. */
@Command(
    name = "models",
    description = "Shows and changes the versions of a deployment's model.",
    synopsisSubcommandLabel = "(list | show | history | runs | promote | rollback)")
final class ModelsCommand {
  @Command(name = "list", description = "Lists the versions.")
  int list(@Mixin ConfigOption config, @Mixin JsonOption json) throws Exception {
    Deployment deployment = config.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      List<ModelVersion> versions = registry.versions(deployment.model());
      List<AliasTarget> aliases = registry.aliases(deployment.model());
      if (json.print(versions)) {
        return 0;
      }
      Table table = new Table("VERSION", "ALIAS", "STATE", "CREATED", "RUN", "METRICS");
      for (ModelVersion version : versions) {
        String names =
            aliases.stream()
                .filter(alias -> alias.version() == version.version())
                .map(AliasTarget::alias)
                .collect(Collectors.joining(","));
        table.row(
            version.version(),
            names,
            version.state(),
            version.createdAt(),
            Table.orDash(version.runId()),
            Table.figures(version.metrics()));
      }
      table.print(System.out);
      return 0;
    }
  }

  @Command(name = "show", description = "Shows a version and the run that made it.")
  int show(
      @Mixin ConfigOption config,
      @Mixin JsonOption json,
      @Parameters(paramLabel = "VERSION", description = "The version's number.") long number)
      throws Exception {
    Deployment deployment = config.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      ModelVersion version = version(registry, deployment.model(), number);
      Optional<TrainingRun> run = Optional.ofNullable(version.runId()).flatMap(registry::run);
      List<Object> all = new ArrayList<>(List.of(version));
      run.ifPresent(all::add);
      if (json.print(all)) {
        return 0;
      }
      Table table = new Table("", "");
      table.row("model", version.model());
      table.row("version", version.version());
      table.row("state", version.state());
      table.row("created", version.createdAt());
      table.row("metrics", Table.figures(version.metrics()));
      table.row("manifest sha256", Table.orDash(version.manifestSha256()));
      table.row("reason", Table.orDash(version.reason()));
      run.ifPresent(
          made -> {
            table.row("run", made.id());
            table.row("because", made.request().cause().reason());
            table.row("data", Table.orDash(made.request().window()));
            table.row(
                "decision",
                Table.orDash(made.decision() == null ? null : made.decision().reason()));
          });
      table.print(System.out);
      return 0;
    }
  }

  private static ModelVersion version(Registry registry, String model, long number) {
    return registry
        .version(model, number)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "version: " + number + " (expected: a version of " + model + ")"));
  }

  @Command(name = "history", description = "Shows every change of the aliases: who, why, when.")
  int history(@Mixin ConfigOption config, @Mixin JsonOption json) throws Exception {
    Deployment deployment = config.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      List<AliasChange> changes = registry.history(deployment.model());
      if (json.print(changes)) {
        return 0;
      }
      Table table = new Table("AT", "ALIAS", "FROM", "TO", "KIND", "WHO", "EFFECTIVE FROM", "WHY");
      for (AliasChange change : changes) {
        table.row(
            change.at(),
            change.alias(),
            Table.orDash(change.from()),
            change.to(),
            change.kind(),
            change.who(),
            Table.orDash(change.effectiveFrom()),
            change.why());
      }
      table.print(System.out);
      return 0;
    }
  }

  @Command(name = "runs", description = "Lists the training runs and what became of them.")
  int runs(@Mixin ConfigOption config, @Mixin JsonOption json) throws Exception {
    Deployment deployment = config.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      List<TrainingRun> runs = registry.runs(deployment.model());
      if (json.print(runs)) {
        return 0;
      }
      Table table = new Table("RUN", "STATE", "VERSION", "BECAUSE", "OUTCOME");
      for (TrainingRun run : runs) {
        String outcome =
            run.decision() != null ? run.decision().reason() : Table.orDash(run.message());
        table.row(
            run.id(),
            run.state(),
            Table.orDash(run.version()),
            run.request().cause().reason(),
            outcome);
      }
      table.print(System.out);
      return 0;
    }
  }

  @Command(name = "promote", description = "Makes a version champion; running pipelines swap.")
  int promote(
      @Mixin ConfigOption config,
      @Parameters(paramLabel = "VERSION", description = "The version's number.") long number,
      @Option(names = "--why", required = true, description = "The reason, for the history.")
          String why,
      @Option(
              names = "--effective-from",
              paramLabel = "TIME",
              description =
                  "The event time from which the version holds where versions are bound to it,"
                      + " such as 2018-01-01T00:00:00Z; default: now.")
          @Nullable Instant effectiveFrom)
      throws Exception {
    Deployment deployment = config.load();
    String model = deployment.model();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      Long current =
          registry.alias(model, TrainingWorker.CHAMPION).map(AliasTarget::version).orElse(null);
      PromotionResult result =
          registry.promote(
              new Promotion(
                  model,
                  TrainingWorker.CHAMPION,
                  number,
                  current,
                  user(),
                  why,
                  null,
                  effectiveFrom));
      if (!result.promoted()) {
        System.err.println(
            "champion: " + result.actual() + " (expected: " + current + "; changed meanwhile)");
        return 1;
      }
      System.out.println(model + ": version " + number + " is champion");
      return 0;
    }
  }

  @Command(name = "rollback", description = "Makes the champion before this one champion again.")
  int rollback(
      @Mixin ConfigOption config,
      @Option(names = "--why", required = true, description = "The reason, for the history.")
          String why)
      throws Exception {
    Deployment deployment = config.load();
    String model = deployment.model();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      Optional<AliasChange> change = registry.rollback(model, TrainingWorker.CHAMPION, user(), why);
      if (change.isEmpty()) {
        System.err.println("champion: no earlier READY version (expected: one to go back to)");
        return 1;
      }
      System.out.println(model + ": version " + change.get().to() + " is champion");
      return 0;
    }
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }
}
