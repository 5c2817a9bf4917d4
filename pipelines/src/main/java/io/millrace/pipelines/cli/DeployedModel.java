package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.VerifiedRollback;
import io.millrace.pipelines.config.Deployment;
import java.util.List;

/** A deployment's model with its registry, open for one command. */
final class DeployedModel implements AutoCloseable {
  private final Deployment deployment;
  private final Registry registry;

  private DeployedModel(Deployment deployment, Registry registry) {
    this.deployment = deployment;
    this.registry = registry;
  }

  static DeployedModel open(ConfigOption config) throws Exception {
    Deployment deployment = config.load();
    return new DeployedModel(deployment, Registry.open(deployment.registry().url()));
  }

  String name() {
    return deployment.model();
  }

  Registry registry() {
    return registry;
  }

  ModelStore store() {
    return new ModelStore(deployment.registry().models());
  }

  VerifiedRollback rollback(String alias) {
    return new VerifiedRollback(registry, store(), name(), alias);
  }

  ModelVersion version(long number) {
    return registry
        .version(name(), number)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "version: " + number + " (expected: a version of " + name() + ")"));
  }

  TrainingRun run(long number) {
    return registry
        .run(number)
        .filter(run -> run.model().equals(name()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "run: " + number + " (expected: a run of " + name() + ")"));
  }

  /** The names of the aliases that mean a version. */
  static List<String> aliasesOf(List<AliasTarget> aliases, long version) {
    return aliases.stream()
        .filter(alias -> alias.version() == version)
        .map(AliasTarget::alias)
        .toList();
  }

  @Override
  public void close() {
    registry.close();
  }
}
