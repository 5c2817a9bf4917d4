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
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.pipelines.config.BootstrapSettings;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DriftSettings;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.pipelines.stages.StoredReferences;
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
import org.tensorflow.metadata.v0.Schema;

/**
 * Makes a deployment's baseline and first model from history that lies in its store: the schema,
 * the drift grid, and version 1.
 */
public final class Bootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
  private static final String DEAD_LETTERS = "dead_letters";

  private final Deployment deployment;
  private final StoreLayout store;

  public Bootstrap(Deployment deployment) {
    this.deployment = deployment;
    this.store = new StoreLayout(deployment.store());
  }

  /**
   * Infers the schema, unless there is one (a schema that people have edited is theirs), builds the
   * grid, trains the first model and promotes it. A model that has a champion keeps it, and the
   * grid on which that is compared.
   *
   * @return the version that is champion
   * @throws IOException also if there are too few examples; then nothing was written
   */
  public long run(Registry registry) throws IOException, ModelRejectedException {
    Examples examples = examples(registry);
    writeSchema();
    var champion = registry.alias(deployment.model(), TrainingWorker.CHAMPION);
    if (champion.isPresent()) {
      long version = champion.get().version();
      keepGrid(version);
      return version;
    }
    FeatureGrid grid = grid(examples);
    Files.writeString(store.grid(), grid.toJson());
    return trainFirst(registry, grid, examples);
  }

  private Examples examples(Registry registry) throws IOException {
    BootstrapSettings span = deployment.bootstrap();
    try {
      return RunWindow.read(
          deployment,
          registry,
          new DataWindow(span.from(), span.to()),
          deployment.training().initialHoldout());
    } catch (IOException e) {
      long letters = deadLetters();
      throw letters == 0
          ? e
          : new IOException(
              e.getMessage() + "; " + letters + " dead letters in " + store.output(DEAD_LETTERS),
              e);
    }
  }

  private long deadLetters() throws IOException {
    Path directory = Path.of(store.output(DEAD_LETTERS));
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    long letters = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try (Stream<String> lines = Files.lines(file)) {
          letters += lines.count();
        }
      }
    }
    return letters;
  }

  private void writeSchema() throws IOException {
    Path file = deployment.schemaFile();
    if (Files.exists(file)) {
      LOG.info("schema: {} is kept", file);
      return;
    }
    Schema schema = HistorySchema.infer(deployment);
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    SchemaFiles.write(file, schema);
  }

  /** What versions are compared with lies on their grid: on another, none of it could be used. */
  private void keepGrid(long champion) throws IOException {
    FeatureGrid grid =
        new StoredReferences(deployment.registry().models(), deployment.model())
            .of(champion)
            .grid();
    Files.writeString(store.grid(), grid.toJson());
    LOG.info("grid: that of the champion, version {}, is kept", champion);
  }

  private FeatureGrid grid(Examples examples) throws IOException {
    Set<String> watched = new HashSet<>(deployment.drift().features());
    watched.add(ExampleCodec.LABEL);
    List<ColumnBatch> columns = new ArrayList<>();
    try (BatchCursor all = examples.on(Side.TRAINING, Side.VALIDATION, Side.HELD_OUT).open()) {
      for (ColumnBatch batch = all.next(); batch != null; batch = all.next()) {
        columns.add(batch.without(others(batch, watched)));
      }
    }
    DriftSettings.Bins bins = deployment.drift().bins();
    return withOutputs(FeatureGrid.build(columns, bins.numbers(), bins.categories()));
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
