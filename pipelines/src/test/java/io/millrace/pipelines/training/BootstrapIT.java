package io.millrace.pipelines.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.NumericFeature;
import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.VersionState;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.stages.StoreLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Schema;

class BootstrapIT {
  private final Path root;
  private final Deployment deployment;
  private final Registry registry;

  BootstrapIT(@TempDir Path root) throws Exception {
    this.root = root;
    deployment = LinearDeployment.in(root);
    registry = Registry.open(deployment.registry().url());
    LinearDeployment.writeStatistics(deployment);
    LinearDeployment.store(deployment, 1, 10, x -> 3 * x + 2);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void itMakesTheBaselineAndTheFirstChampion() throws Exception {
    assertThat(new Bootstrap(deployment).run(registry)).isEqualTo(1);
    assertThat(registry.alias("linear", TrainingWorker.CHAMPION))
        .map(AliasTarget::version)
        .contains(1L);
    assertThat(registry.version("linear", 1).orElseThrow().state()).isEqualTo(VersionState.READY);
    assertThat(registry.version("linear", 1).orElseThrow().metrics().get("mae")).isLessThan(0.5);
    Path model = new ModelStore(deployment.registry().models()).fetch("linear", 1);
    Manifest.verify(model);
    Baseline baseline = Baseline.read(deployment);
    assertThat(baseline.schema().getFeatureList())
        .extracting(feature -> feature.getName())
        .containsExactly("x");
    assertThat(baseline.grid().features())
        .extracting(feature -> feature.name())
        .containsExactly("x", "label", "prediction");
    ModelReference reference = ModelReference.readFrom(model);
    assertThat(reference.grid()).isEqualTo(baseline.grid());
    assertThat(reference.counts().whole().all().rows()).isEqualTo(10 * LinearDeployment.ROWS_A_DAY);
    assertThat(reference.error().mean()).isLessThan(0.5);
  }

  @Test
  void itKeepsAChampionAndAnEditedSchema() throws Exception {
    assertThat(new Bootstrap(deployment).run(registry)).isEqualTo(1);
    SchemaFiles.write(deployment.schemaFile(), Schema.getDefaultInstance());
    assertThat(new Bootstrap(deployment).run(registry)).isEqualTo(1);
    assertThat(registry.versions("linear")).hasSize(1);
    assertThat(SchemaFiles.read(deployment.schemaFile())).isEqualTo(Schema.getDefaultInstance());
  }

  @Test
  void itLaysAsManyBinsAsConfigured() throws Exception {
    Deployment coarse = deployment.with(Map.of("drift.bins", "4"));
    new Bootstrap(coarse).run(registry);
    assertThat(Baseline.read(coarse).grid().feature(0))
        .isInstanceOfSatisfying(NumericFeature.class, x -> assertThat(x.edges()).hasSize(4 + 1));
  }

  @Test
  void itWantsEnoughExamples() throws Exception {
    Deployment few = LinearDeployment.in(Files.createDirectory(root.resolve("few")));
    LinearDeployment.writeStatistics(few);
    LinearDeployment.store(few, 1, 1, x -> x);
    assertThatThrownBy(() -> new Bootstrap(few).run(registry))
        .hasMessage(
            "examples: 60 from 2018-01-01T00:00:00Z to 2018-01-11T00:00:00Z (expected: at least"
                + " 100)");
  }

  @Test
  void aChampionKeepsTheGridThatItIsComparedOn() throws Exception {
    new Bootstrap(deployment).run(registry);
    Baseline first = Baseline.read(deployment);
    new Bootstrap(deployment.with(Map.of("drift.bins", "4"))).run(registry);
    assertThat(Baseline.read(deployment).grid()).isEqualTo(first.grid());
    Files.delete(new StoreLayout(deployment.store()).grid());
    new Bootstrap(deployment).run(registry);
    assertThat(Baseline.read(deployment).grid()).isEqualTo(first.grid());
  }

  @Test
  void aBootstrapThatFailsLeavesNoSchema() throws Exception {
    Deployment mistaken =
        deployment.with(Map.of("bootstrap.from", "2019-01-01", "bootstrap.to", "2019-02-01"));
    assertThatThrownBy(() -> new Bootstrap(mistaken).run(registry))
        .hasMessageStartingWith("examples: 0 from 2019-01-01T00:00:00Z");
    assertThat(deployment.schemaFile()).doesNotExist();
    new Bootstrap(deployment).run(registry);
    assertThat(Baseline.read(deployment).schema().getFeatureList()).isNotEmpty();
  }

  @Test
  void itSaysHowManyDeadLettersThereWere() throws Exception {
    Deployment broken = LinearDeployment.in(Files.createDirectory(root.resolve("broken")));
    Path letters = broken.store().resolve("outputs/dead_letters");
    Files.createDirectories(letters);
    Files.writeString(letters.resolve("part-1.jsonl"), "{}\n{}\n");
    Files.writeString(letters.resolve("part-2.jsonl"), "{}\n");
    assertThatThrownBy(() -> new Bootstrap(broken).run(registry))
        .hasMessageStartingWith("examples: 0 from ")
        .hasMessageEndingWith("; 3 dead letters in " + letters);
  }

  @Test
  void aSchemaWithoutColumnsIsRefused() throws Exception {
    Deployment bare = LinearDeployment.in(Files.createDirectory(root.resolve("bare")));
    LinearDeployment.store(bare, 1, 10, x -> x);
    assertThatThrownBy(() -> new Bootstrap(bare).run(registry))
        .hasMessage(
            "schema: no column from 2018-01-01T00:00:00Z to 2018-01-11T00:00:00Z (expected:"
                + " statistics of records in "
                + bare.store().resolve("statistics")
                + ")");
    assertThat(bare.schemaFile()).doesNotExist();
  }
}
