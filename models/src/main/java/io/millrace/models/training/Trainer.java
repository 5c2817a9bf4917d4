package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model and writes it as a SavedModel: signature {@code serving_default}, an input for
 * every column that a feature needs, of its name, and the outputs of its {@link
 * io.millrace.models.training.objectives.Objective}.
 *
 * <pre>{@code
 * TrainingSpec spec = TrainingSpec.of(List.of(
 *     FeatureSpec.log("trip_distance"),
 *     FeatureSpec.category("pickup_location_id", 300, 8),
 *     FeatureSpec.cyclicTime(4)));
 * new Trainer(spec, "duration_minutes").train(batches, directory, TrainingProgress.NONE);
 * }</pre>
 *
 * <p>The same specification and rows give the same bits, on any machine of the same kind, also if
 * the training was killed and {@linkplain #withCheckpoints resumed}.
 */
public final class Trainer {
  /** Bytes of encoded rows that are held in memory, unless told otherwise. */
  public static final long MEMORY = 512L << 20;

  private final TrainingSpec spec;
  private final String labelColumn;
  private final @Nullable WarmStart warmStart;
  private final @Nullable CheckpointDirectory checkpoints;
  private final long memory;

  /**
   * @param labelColumn the column that is learnt, of a type that the objective takes
   */
  public Trainer(TrainingSpec spec, String labelColumn) {
    this(spec, labelColumn, null, null, MEMORY);
    for (FeatureSpec feature : spec.features()) {
      if (feature.allColumns().contains(labelColumn)) {
        throw new IllegalArgumentException(
            "label: " + labelColumn + " (expected: not among the features)");
      }
    }
  }

  private Trainer(
      TrainingSpec spec,
      String labelColumn,
      @Nullable WarmStart warmStart,
      @Nullable CheckpointDirectory checkpoints,
      long memory) {
    this.spec = spec;
    this.labelColumn = labelColumn;
    this.warmStart = warmStart;
    this.checkpoints = checkpoints;
    this.memory = memory;
  }

  /** Goes on from an earlier model of the same objective and shape; by default from scratch. */
  public Trainer withWarmStart(@Nullable WarmStart start) {
    return new Trainer(spec, labelColumn, start, checkpoints, memory);
  }

  /** Goes on from an earlier model as if its training had not stopped. */
  public Trainer withWarmStart(Path savedModel) {
    return withWarmStart(WarmStart.continuing(savedModel));
  }

  /**
   * Writes checkpoints, and resumes from the newest one if it is of the same training: the same
   * specification, warm start and rows. Others are left, as {@link TrainingProgress#checkpointLeft}
   * is told. They stay until {@link CheckpointDirectory#clear}.
   */
  public Trainer withCheckpoints(@Nullable CheckpointDirectory directory) {
    return new Trainer(spec, labelColumn, warmStart, directory, memory);
  }

  /** Writes checkpoints every half a minute, and resumes from them. */
  public Trainer withCheckpoints(Path directory) {
    return withCheckpoints(CheckpointDirectory.of(directory));
  }

  /**
   * Holds as many bytes of encoded rows in memory, {@value #MEMORY} by default, and others in a
   * temporary file. As rows in a file are ordered otherwise, the model's bits depend on which of
   * both they are.
   */
  public Trainer withMemory(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory: " + bytes + " (expected: bytes >= 0)");
    }
    return new Trainer(spec, labelColumn, warmStart, checkpoints, bytes);
  }

  /**
   * Trains on the rows whose label is usable.
   *
   * @param directory where the model is written; empty, or not there yet
   * @throws IllegalArgumentException when a column is missing or of the wrong type, or no row has a
   *     usable label
   */
  public TrainingSummary train(List<ColumnBatch> batches, Path directory, TrainingProgress progress)
      throws IOException {
    return train(TrainingData.of(batches), null, directory, progress);
  }

  /**
   * Trains on the rows whose label is usable.
   *
   * @param validation rows that are not learnt from but tried after every epoch; null for none
   * @param directory where the model is written; empty, or not there yet
   * @throws IllegalArgumentException when a column is missing or of the wrong type, no row has a
   *     usable label, the warm start does not fit, or early stopping has no validation rows
   */
  public TrainingSummary train(
      TrainingData training,
      @Nullable TrainingData validation,
      Path directory,
      TrainingProgress progress)
      throws IOException {
    if (spec.earlyStopping() != null && validation == null) {
      throw new IllegalArgumentException(
          "earlyStopping: " + spec.earlyStopping() + " (expected: none without validation rows)");
    }
    return new Training(spec, labelColumn, warmStart, checkpoints, memory, progress)
        .run(training, validation, directory);
  }
}
