package io.millrace.models.training;

import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is trained and how. {@link #builder} has a default for all but the features.
 *
 * @param features what the model sees
 * @param objective what it predicts, and what its training makes small
 * @param shape what it is made of
 * @param optimizer how its weights are found
 * @param batchSize rows a step
 * @param epochs how often every row is seen, at most
 * @param earlyStopping when to end before; null for never
 * @param l2 the weight of half the squared weights in the loss
 * @param weighting how much each row counts
 * @param seed of initial weights, order of rows and dropout: the same seed and rows give the same
 *     bits
 */
public record TrainingSpec(
    List<FeatureSpec> features,
    Objective objective,
    ModelShape shape,
    OptimizerSpec optimizer,
    int batchSize,
    int epochs,
    @Nullable EarlyStopping earlyStopping,
    double l2,
    Weighting weighting,
    long seed) {

  public TrainingSpec {
    features = List.copyOf(features);
    require(!features.isEmpty(), "features", features, "at least one");
    Set<String> names = new HashSet<>();
    for (FeatureSpec feature : features) {
      require(names.add(feature.name()), "feature", feature.name(), "named once");
    }
    require(batchSize > 0, "batchSize", batchSize, "> 0");
    require(epochs > 0, "epochs", epochs, "> 0");
    require(l2 >= 0 && l2 < 1, "l2", l2, "0..1");
    List<String> classes = objective.classNames();
    for (String name : weighting.classes().keySet()) {
      require(classes.contains(name), "classWeights", name, "one of the classes " + classes);
    }
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /**
   * A small wide-and-deep regression on these features for a label whose errors matter in
   * proportion, unless told otherwise.
   */
  public static TrainingSpecBuilder builder(List<FeatureSpec> features) {
    return new TrainingSpecBuilder(features);
  }

  /** The same but for what the builder is told. */
  public TrainingSpecBuilder toBuilder() {
    return new TrainingSpecBuilder(this);
  }

  /** What {@link #builder} gives without being told anything. */
  public static TrainingSpec of(List<FeatureSpec> features) {
    return builder(features).build();
  }
}
