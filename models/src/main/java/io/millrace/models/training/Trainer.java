package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.EncoderGraph.IdSlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
      if (feature.name().equals(labelColumn)) {
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
    long start = System.nanoTime();
    requireEmpty(directory);
    TrainingRows rows = TrainingRows.of(batches, labelColumn, spec);
    try (ServingGraph serving = new ServingGraph(spec, rows.batches())) {
      EncodedRows encoded = serving.encode(rows);
      List<IdSlot> slots = serving.slots();
      Weights weights = Weights.initial(serving.numbersPerRow(), slots, spec.hidden(), spec.seed());
      double loss;
      try (WeightTraining training =
          new WeightTraining(spec, weights, slots, serving.numbersPerRow(), rows.deviation())) {
        loss = training.train(encoded, rows, progress);
      }
      int[] sizes = slots.stream().mapToInt(IdSlot::size).toArray();
      weights.fillUnseen(slots, encoded.idCounts(sizes));
      serving.export(weights, rows.mean(), rows.deviation(), directory);
      return new TrainingSummary(
          rows.count(), rows.unusable(), spec.epochs(), loss, (System.nanoTime() - start) / 1e9);
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
}
