package io.millrace.transforms.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.models.training.EpochTrainer;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.WarmStart;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on rows that lie in shards: local SGD in synchronous rounds (Stich, "Local SGD
 * Converges Fast and Communicates Little", ICLR 2019). In every round each shard trains an epoch
 * over its own rows from the common state, in a Beam pipeline; the state of the next round is the
 * {@linkplain StateAverage mean} of theirs by rows: weights, and what the optimizer keeps.
 *
 * <p>The number of shards is a setting and their states are added up in their order, so that the
 * result is the same, bit by bit, for any number of workers. One shard makes, bit by bit, what a
 * {@link Trainer} makes of its rows.
 */
public final class ShardedTraining {
  private final TrainingSpec spec;
  private final String label;
  private final ShardRows rows;
  private final int shards;
  private final String directory;
  private final Supplier<Pipeline> pipelines;
  private final @Nullable TrainingData validation;
  private final @Nullable WarmStart warmStart;

  /**
   * @param label the column that is learnt
   * @param shards how many
   * @param directory where rounds leave their states, on a file system that all workers see; a
   *     training that begins again there goes on behind its last whole round
   * @param pipelines an empty pipeline for each round
   */
  public ShardedTraining(
      TrainingSpec spec,
      String label,
      ShardRows rows,
      int shards,
      String directory,
      Supplier<Pipeline> pipelines) {
    this(spec, label, rows, shards, directory, pipelines, null, null);
    if (shards < 1) {
      throw new IllegalArgumentException("shards: " + shards + " (expected: 1 or more)");
    }
  }

  private ShardedTraining(
      TrainingSpec spec,
      String label,
      ShardRows rows,
      int shards,
      String directory,
      Supplier<Pipeline> pipelines,
      @Nullable TrainingData validation,
      @Nullable WarmStart warmStart) {
    this.spec = spec;
    this.label = label;
    this.rows = rows;
    this.shards = shards;
    this.directory = directory;
    this.pipelines = pipelines;
    this.validation = validation;
    this.warmStart = warmStart;
  }

  /** Tries the common state on these rows after every round, in this process. */
  public ShardedTraining withValidation(@Nullable TrainingData data) {
    return new ShardedTraining(spec, label, rows, shards, directory, pipelines, data, warmStart);
  }

  /** Goes on from an earlier model of the same objective and shape; by default from scratch. */
  public ShardedTraining withWarmStart(@Nullable WarmStart start) {
    return new ShardedTraining(spec, label, rows, shards, directory, pipelines, validation, start);
  }

  /**
   * Trains for all epochs, or until it stops early, and writes the SavedModel.
   *
   * @param model where it is written; empty, or not there yet
   * @return how many rows it was trained on
   * @throws IllegalArgumentException when the warm start does not fit, or early stopping has no
   *     validation rows
   */
  public long train(Path model, TrainingProgress progress) throws IOException {
    if (spec.earlyStopping() != null && validation == null) {
      throw new IllegalArgumentException(
          "earlyStopping: " + spec.earlyStopping() + " (expected: none without validation rows)");
    }
    CountedRows all = new CountedRows(rows.all(shards));
    FittedSpec fitted = FittedSpec.fit(spec, label, all, warmStart);
    ShardFiles files = new ShardFiles(directory + "/" + identity(fitted));
    try (EpochTrainer trainer = new EpochTrainer(fitted);
        RowStore held = validation == null ? null : trainer.encode(validation, Trainer.MEMORY)) {
      ShardRounds rounds = new ShardRounds(fitted, rows, shards, files, pipelines);
      ShardEpoch made =
          rounds.run(
              trainer.start(warmStart),
              progress,
              all.count(),
              held == null ? 0 : held.rows(),
              state -> held == null ? Double.NaN : trainer.loss(state, held));
      trainer.export(made.state(), made.ids(), model);
      return made.rows();
    }
  }

  /** What goes on from rounds only of the same specification, start and, all but surely, rows. */
  private String identity(FittedSpec fitted) {
    String all = spec + " from " + warmStart + " in " + shards + ": " + fitted.toJson();
    return UUID.nameUUIDFromBytes(all.getBytes(UTF_8)).toString();
  }
}
