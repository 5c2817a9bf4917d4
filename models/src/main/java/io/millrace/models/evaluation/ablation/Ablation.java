package io.millrace.models.evaluation.ablation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.ablation.AblationResult.Loss;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what features are worth: trains the model anew without them, and compares it with the
 * model that has all, on the same held-out rows.
 *
 * <p>The difference's interval is that of a paired jackknife over the held-out rows. It does not
 * hold what another seed of the training would have changed. Models are trained one after the
 * other, each deterministic for the specification's seed.
 *
 * @param spec what is trained, with all features
 * @param columns where labels, weights and predictions stand
 * @param metric what models are compared by
 */
public record Ablation(TrainingSpec spec, EvaluationColumns columns, Metric<?> metric) {

  /** The rows of an ablation; {@code validation} is null without early stopping. */
  public record Rows(
      TrainingData training, @Nullable TrainingData validation, TrainingData heldOut) {}

  /**
   * Trains and compares.
   *
   * @param leftOut what is left out, one after the other
   * @param directory for the models; must exist
   * @param started told of what is left out before each training; "" of the model with all features
   * @throws IllegalArgumentException if a feature is not the specification's, or none would be left
   */
  public AblationResult run(
      Rows rows, List<LeftOut> leftOut, Path directory, Consumer<String> started)
      throws IOException, ModelRejectedException {
    List<TrainingSpec> specs = new ArrayList<>();
    for (LeftOut some : leftOut) {
      specs.add(without(some));
    }
    started.accept("");
    Estimate full = measure(spec, rows, directory.resolve("full"));
    List<Loss> losses = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      started.accept(leftOut.get(i).name());
      long start = System.nanoTime();
      Estimate without = measure(specs.get(i), rows, directory.resolve("without-" + i));
      Estimate worsening = without.with(full, metric.direction()::worsening);
      losses.add(new Loss(leftOut.get(i), without, worsening, (System.nanoTime() - start) / 1e9));
    }
    losses.sort(Comparator.comparingDouble((Loss loss) -> loss.worsening().value()).reversed());
    return new AblationResult(metric.name(), full, losses);
  }

  private TrainingSpec without(LeftOut leftOut) {
    List<String> names = spec.features().stream().map(FeatureSpec::name).toList();
    Set<String> left = leftOut.features();
    for (String name : left) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "feature: " + name + " (expected: one of " + names + ")");
      }
    }
    List<FeatureSpec> kept =
        spec.features().stream().filter(feature -> !left.contains(feature.name())).toList();
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "features: " + left + " are all there are (expected: to leave some)");
    }
    return spec.toBuilder().features(kept).build();
  }

  private Estimate measure(TrainingSpec trained, Rows rows, Path model)
      throws IOException, ModelRejectedException {
    new Trainer(trained, columns.label())
        .train(rows.training, rows.validation, model, TrainingProgress.NONE);
    Evaluation evaluation =
        new Evaluation(EvaluationSpec.of(columns.task()).withMetrics(List.of(metric.name())));
    try (SavedModel loaded = SavedModel.load(model);
        BatchCursor cursor = rows.heldOut.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        evaluation.add(batch, columns.of(batch, loaded.predict(batch)));
      }
    }
    return Objects.requireNonNull(evaluation.result().overall().metrics().get(metric.name()));
  }
}
