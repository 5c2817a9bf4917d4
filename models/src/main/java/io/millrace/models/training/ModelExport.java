package io.millrace.models.training;

import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.export.ServingModel;
import io.millrace.models.training.network.NetworkWeights;
import io.millrace.models.training.rows.IdCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a trained model, with what a later training needs to go on from it. */
final class ModelExport {
  private ModelExport() {}

  /**
   * @param counts of the ids in the training rows; those that none had get a mean weight in the
   *     model, but not in what a later training goes on from
   */
  static void write(FittedSpec fitted, IdCounts counts, TrainingState state, Path directory)
      throws IOException {
    TrainingSpec spec = fitted.spec();
    Map<String, float[]> weights = new LinkedHashMap<>();
    state.arrays().forEach((name, values) -> weights.put(name, values.clone()));
    NetworkWeights.fillUnseen(
        weights, spec.shape(), fitted.encoders().layout(), spec.objective().width(), counts);
    new ServingModel(fitted.encoders(), spec.shape(), spec.objective(), fitted.scale())
        .write(weights, directory);
    new TrainingAssets(fitted, state).write(directory);
  }
}
