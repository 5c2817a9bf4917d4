package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.features.FeatureEncoders;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.RowEncoder;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a regression and writes it as a SavedModel: signature {@code serving_default}, an input
 * for every feature (of its name), the output {@code prediction} in the label's unit.
 *
 * <pre>{@code
 * TrainingSpec spec = TrainingSpec.of(List.of(
 *     FeatureSpec.log("trip_distance"),
 *     FeatureSpec.category("pickup_location_id", 300, 8),
 *     FeatureSpec.cyclicTime(4)));
 * new Trainer(spec, "duration_minutes").train(batches, directory, TrainingProgress.NONE);
 * }</pre>
 *
 * <p>The same specification and rows give the same bits, on any machine of the same kind.
 */
public final class Trainer {
  private final TrainingSpec spec;
  private final String labelColumn;

  /**
   * @param labelColumn the FLOAT column that is learnt
   */
  public Trainer(TrainingSpec spec, String labelColumn) {
    for (FeatureSpec feature : spec.features()) {
      if (feature.columns().contains(labelColumn)) {
        throw new IllegalArgumentException(
            "label: " + labelColumn + " (expected: not among the features)");
      }
    }
    this.spec = spec;
    this.labelColumn = labelColumn;
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
   * @throws IllegalArgumentException when a column is missing or of the wrong type, or no row has a
   *     usable label
   */
  public TrainingSummary train(
      TrainingData training,
      @Nullable TrainingData validation,
      Path directory,
      TrainingProgress progress)
      throws IOException {
    List<ColumnBatch> batches = new ArrayList<>();
    try (BatchCursor cursor = training.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        batches.add(batch);
      }
    }
    long start = System.nanoTime();
    requireEmpty(directory);
    TrainingRows rows = TrainingRows.of(batches, labelColumn, spec);
    EncoderSet encoders = fit(rows.batches());
    try (RowEncoder rowEncoder = new RowEncoder(encoders, WeightTraining.config());
        ServingGraph serving = new ServingGraph(spec, encoders)) {
      EncodedRows encoded = rowEncoder.encode(rows.batches());
      EncodedLayout layout = rowEncoder.layout();
      List<IdSlot> slots = layout.slots();
      Weights weights =
          Weights.initial(layout.numbers(), slots, spec.shape().hidden(), spec.seed());
      double loss;
      try (WeightTraining weightTraining =
          new WeightTraining(spec, weights, slots, layout.numbers(), rows.deviation())) {
        loss = weightTraining.train(encoded, rows, progress);
      }
      weights.fillUnseen(slots, encoded.idCounts(layout));
      serving.export(weights, rows.mean(), rows.deviation(), directory);
      return new TrainingSummary(
          rows.count(),
          rows.unusable(),
          spec.epochs(),
          (long) spec.epochs() * ((rows.count() - 1) / spec.batchSize() + 1),
          loss,
          Double.NaN,
          spec.epochs(),
          (System.nanoTime() - start) / 1e9);
    }
  }

  private EncoderSet fit(List<ColumnBatch> rows) {
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(spec.features()));
    rows.forEach(statistics::add);
    return FeatureEncoders.fit(spec.features(), statistics);
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
}
