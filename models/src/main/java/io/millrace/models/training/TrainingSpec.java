package io.millrace.models.training;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is trained and how.
 *
 * @param features what the model sees
 * @param labelTransform what of the label it learns
 * @param loss what training makes small
 * @param huberDelta the error from which on {@link Loss#HUBER} is linear, in units of the
 *     transformed label; without effect on other losses
 * @param hidden sizes of the hidden layers beside the linear part; empty for a linear model
 * @param learningRate Adam's step at the start; it falls to a hundredth along a cosine
 * @param batchSize rows a step
 * @param epochs how often every row is seen
 * @param l2 the weight of half the squared weights in the loss
 * @param recencyHalfLife the age at which a row counts half as much as the newest; null if all
 *     count the same
 * @param seed of initial weights and order of rows: the same seed and rows give the same bits
 */
public record TrainingSpec(
    List<FeatureSpec> features,
    LabelTransform labelTransform,
    Loss loss,
    double huberDelta,
    List<Integer> hidden,
    double learningRate,
    int batchSize,
    int epochs,
    double l2,
    @Nullable Duration recencyHalfLife,
    long seed) {
  /** A third, which of a logarithm is an error by a factor of 1.35. */
  public static final double HUBER_DELTA = 0.3;

  public TrainingSpec {
    features = List.copyOf(features);
    hidden = List.copyOf(hidden);
    require(!features.isEmpty(), "features", features, "at least one");
    Set<String> names = new HashSet<>();
    for (FeatureSpec feature : features) {
      require(names.add(feature.name()), "feature", feature.name(), "named once");
    }
    require(huberDelta > 0 && huberDelta < 1e6, "huberDelta", huberDelta, "> 0");
    for (int size : hidden) {
      require(size > 0, "hidden", hidden, "sizes > 0");
    }
    require(learningRate > 0 && learningRate < 1, "learningRate", learningRate, "in 0..1");
    require(batchSize > 0, "batchSize", batchSize, "> 0");
    require(epochs > 0, "epochs", epochs, "> 0");
    require(l2 >= 0 && l2 < 1, "l2", l2, "0..1");
    require(
        recencyHalfLife == null || (!recencyHalfLife.isNegative() && !recencyHalfLife.isZero()),
        "recencyHalfLife",
        recencyHalfLife,
        "> 0, or none");
  }

  /** A specification whose Huber loss, if it has that, is linear from {@link #HUBER_DELTA} on. */
  public TrainingSpec(
      List<FeatureSpec> features,
      LabelTransform labelTransform,
      Loss loss,
      List<Integer> hidden,
      double learningRate,
      int batchSize,
      int epochs,
      double l2,
      @Nullable Duration recencyHalfLife,
      long seed) {
    this(
        features,
        labelTransform,
        loss,
        HUBER_DELTA,
        hidden,
        learningRate,
        batchSize,
        epochs,
        l2,
        recencyHalfLife,
        seed);
  }

  private static void require(boolean holds, String name, @Nullable Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** A small network on these features for a label whose errors matter in proportion. */
  public static TrainingSpec of(List<FeatureSpec> features) {
    return new TrainingSpec(
        features,
        LabelTransform.LOG,
        Loss.ABSOLUTE,
        List.of(32, 16),
        0.005,
        256,
        20,
        3e-4,
        null,
        1);
  }
}
