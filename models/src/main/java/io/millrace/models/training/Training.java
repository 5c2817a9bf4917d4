package io.millrace.models.training;

import io.millrace.models.training.checkpoints.Checkpoint;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.models.training.checkpoints.EpochPosition;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.Shuffle;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One training, from reading rows to the written model. */
final class Training {
  private final TrainingSpec spec;
  private final String label;
  private final @Nullable WarmStart warmStart;
  private final @Nullable CheckpointDirectory checkpoints;
  private final long memory;
  private final TrainingProgress progress;
  private final String identity;
  private final long began = System.nanoTime();

  Training(
      TrainingSpec spec,
      String label,
      @Nullable WarmStart warmStart,
      @Nullable CheckpointDirectory checkpoints,
      long memory,
      TrainingProgress progress) {
    this.spec = spec;
    this.label = label;
    this.warmStart = warmStart;
    this.checkpoints = checkpoints;
    this.memory = memory;
    this.progress = progress;
    this.identity = spec + " of " + label + " from " + warmStart + " in " + memory;
  }

  TrainingSummary run(TrainingData training, @Nullable TrainingData validation, Path directory)
      throws IOException {
    requireEmpty(directory);
    EarlierModel earlier = warmStart == null ? null : EarlierModel.load(warmStart, spec, label);
    Checkpoint checkpoint = checkpoint();
    if (checkpoint != null) {
      FittedSpec fitted = FittedSpec.fromJson(checkpoint.fitted());
      try (EncodedData data = EncodedData.load(fitted, training, validation, memory)) {
        if (data.fingerprint() == checkpoint.rows()) {
          return train(fitted, data, earlier, checkpoint, directory);
        }
      }
      leave("of other rows");
    }
    FittedSpec fitted = FittedSpec.fit(spec, label, training, earlier);
    try (EncodedData data = EncodedData.load(fitted, training, validation, memory)) {
      return train(fitted, data, earlier, null, directory);
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException("directory: " + directory + " (expected: empty)");
      }
    }
  }

  private @Nullable Checkpoint checkpoint() throws IOException {
    if (checkpoints == null) {
      return null;
    }
    Checkpoint newest = checkpoints.newest(progress::checkpointLeft);
    if (newest != null && !newest.identity().equals(identity)) {
      leave("of another training");
      return null;
    }
    return newest;
  }

  /** Checkpoints that are not gone on from would be taken for newer than those to come. */
  private void leave(String why) throws IOException {
    if (checkpoints != null) {
      progress.checkpointLeft(checkpoints.directory(), why);
      checkpoints.clear();
    }
  }

  private TrainingSummary train(
      FittedSpec fitted,
      EncodedData data,
      @Nullable EarlierModel earlier,
      @Nullable Checkpoint checkpoint,
      Path directory)
      throws IOException {
    RowStore rows = data.training();
    try (TrainableModel model = new TrainableModel(fitted, rows.layout())) {
      TrainingLoop.Start start = start(fitted, model, earlier, checkpoint);
      progress.started(
          new TrainingStart(
              rows.rows(),
              data.validation() == null ? 0 : data.validation().rows(),
              rows.steps(spec.batchSize()),
              start.position().lastEpoch(),
              start.step(),
              checkpoint != null));
      TrainingLoop.Outcome outcome =
          new TrainingLoop(
                  spec,
                  model,
                  rows,
                  data.validation(),
                  progress,
                  new CheckpointWriter(checkpoints, identity, fitted.toJson(), data.fingerprint()),
                  start)
              .run();
      ModelExport.write(fitted, rows.idCounts(), outcome.state(), directory);
      return new TrainingSummary(
          rows.rows(),
          data.unusable(),
          outcome.epochs(),
          outcome.state().step(),
          outcome.loss(),
          outcome.validationLoss(),
          outcome.bestEpoch(),
          (System.nanoTime() - began) / 1e9);
    }
  }

  private TrainingLoop.Start start(
      FittedSpec fitted,
      TrainableModel model,
      @Nullable EarlierModel earlier,
      @Nullable Checkpoint checkpoint) {
    if (checkpoint != null) {
      model.set(checkpoint.state().arrays());
      return new TrainingLoop.Start(
          checkpoint.position(), checkpoint.state().step(), checkpoint.best());
    }
    if (earlier != null) {
      model.set(earlier.values(fitted));
      return new TrainingLoop.Start(earlier.position(spec.epochs()), earlier.step(), null);
    }
    return new TrainingLoop.Start(EpochPosition.start(1, spec.epochs()), 0, null);
  }

  /**
   * The encoded rows of a training.
   *
   * @param unusable rows that were left out of the training's
   */
  private record EncodedData(RowStore training, @Nullable RowStore validation, long unusable)
      implements AutoCloseable {

    static EncodedData load(
        FittedSpec fitted, TrainingData training, @Nullable TrainingData validation, long memory)
        throws IOException {
      try (RowLoader loader = new RowLoader(fitted, memory)) {
        RowStore rows = loader.load(training);
        long unusable = loader.unusable();
        boolean loaded = false;
        try {
          EncodedData data =
              new EncodedData(rows, validation == null ? null : loader.load(validation), unusable);
          loaded = true;
          return data;
        } finally {
          if (!loaded) {
            rows.close();
          }
        }
      }
    }

    long fingerprint() {
      return Shuffle.seed(
          training.fingerprint(), validation == null ? 0 : validation.fingerprint());
    }

    @Override
    public void close() throws IOException {
      training.close();
      if (validation != null) {
        validation.close();
      }
    }
  }
}
