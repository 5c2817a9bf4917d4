package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridFeature;
import io.millrace.models.drift.NumericFeature;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.PromotionResult;
import io.millrace.models.registry.Registry;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsFiles;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.pipelines.config.BootstrapSettings;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DriftSettings;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.storage.WriteWindows;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a deployment's baseline and first model from history that lies in its store: the schema,
 * the drift grid, and version 1.
 */
public final class Bootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

  private final Deployment deployment;
  private final StoreLayout store;

  public Bootstrap(Deployment deployment) {
    this.deployment = deployment;
    this.store = new StoreLayout(deployment.store());
  }

  /**
   * Infers the schema, unless there is one (a schema that people have edited is theirs), builds the
   * grid, trains the first model and promotes it. A model that has a champion keeps it.
   *
   * @return the version that is champion
   */
  public long run(Registry registry) throws IOException, ModelRejectedException {
    writeSchema();
    BootstrapSettings span = deployment.bootstrap();
    Examples examples =
        RunWindow.read(
            deployment,
            registry,
            new DataWindow(span.from(), span.to()),
            deployment.training().initialHoldout());
    FeatureGrid grid = writeGrid(examples);
    var champion = registry.alias(deployment.model(), TrainingWorker.CHAMPION);
    return champion.isPresent() ? champion.get().version() : trainFirst(registry, grid, examples);
  }

  private void writeSchema() throws IOException {
    if (Files.exists(deployment.schemaFile())) {
      LOG.info("schema: {} is kept", deployment.schemaFile());
      return;
    }
    SlicedStatistics all = new SlicedStatistics(StatisticsOptions.defaults());
    BootstrapSettings span = deployment.bootstrap();
    String first = WriteWindows.time(span.from());
    String last = WriteWindows.time(span.to());
    try (Stream<Path> windows = Files.list(Path.of(store.statistics()))) {
      for (Path window : (Iterable<Path>) windows.sorted()::iterator) {
        String[] ends = window.getFileName().toString().split("-", 2);
        if (ends.length == 2 && ends[0].compareTo(first) >= 0 && ends[1].compareTo(last) <= 0) {
          all.merge(read(window.resolve("FeatureStats.pb" + StatisticsFiles.ACCUMULATOR)));
        }
      }
    }
    Path file = deployment.schemaFile();
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    SchemaFiles.write(
        file, SchemaInference.infer(all.all().toProto(""), SchemaInference.Options.declared()));
  }

  private static SlicedStatistics read(Path accumulator) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(accumulator)))) {
      return SlicedStatistics.readFrom(in);
    }
  }

  private FeatureGrid writeGrid(Examples examples) throws IOException {
    Set<String> watched = new HashSet<>(deployment.drift().features());
    watched.add(ExampleCodec.LABEL);
    List<ColumnBatch> columns = new ArrayList<>();
    try (BatchCursor all = examples.on(Side.TRAINING, Side.VALIDATION, Side.HELD_OUT).open()) {
      for (ColumnBatch batch = all.next(); batch != null; batch = all.next()) {
        columns.add(batch.without(others(batch, watched)));
      }
    }
    DriftSettings.Bins bins = deployment.drift().bins();
    FeatureGrid grid = withOutputs(FeatureGrid.build(columns, bins.numbers(), bins.categories()));
    Files.writeString(store.grid(), grid.toJson());
    return grid;
  }

  /** Predictions of numbers are in the label's unit, and counted in its bins. */
  private FeatureGrid withOutputs(FeatureGrid grid) {
    List<GridFeature> features = new ArrayList<>(grid.features());
    for (GridFeature feature : grid.features()) {
      if (feature instanceof NumericFeature label
          && label.name().equals(ExampleCodec.LABEL)
          && deployment.training().learning().objective() instanceof Regression) {
        features.add(new NumericFeature(ExampleCodec.PREDICTION, label.type(), label.edges()));
      }
    }
    return new FeatureGrid(features);
  }

  private static Set<String> others(ColumnBatch batch, Set<String> watched) {
    return batch.layout().fields().stream()
        .map(field -> field.name())
        .filter(name -> !watched.contains(name))
        .collect(java.util.stream.Collectors.toSet());
  }

  private long trainFirst(Registry registry, FeatureGrid grid, Examples examples)
      throws IOException, ModelRejectedException {
    String model = deployment.model();
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      Path directory = scratch.path().resolve("model");
      TrainingSummary summary =
          Challenger.train(deployment, examples, directory, null, null, TrainingProgress.NONE);
      Challenger first = Challenger.judge(deployment, grid, examples, directory, null);
      if (!first.decision().passed()) {
        throw new IOException("first model: refused: " + first.decision().reason());
      }
      long version = new Publication(deployment, registry).publish(first, examples, null, null);
      PromotionResult result =
          registry.promote(
              new Promotion(
                  model,
                  TrainingWorker.CHAMPION,
                  version,
                  null,
                  "bootstrap",
                  first.decision().reason(),
                  null,
                  deployment.bootstrap().to()));
      if (!result.promoted()) {
        throw new IOException("champion: " + result.actual() + " (expected: none yet)");
      }
      LOG.info(
          "version {} is champion: trained on {} examples, {} on held-out rows {}",
          version,
          summary.examples(),
          examples.rows(Side.HELD_OUT),
          first.metrics());
      return version;
    }
  }
}
