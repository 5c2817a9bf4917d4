package io.millrace.models.training;

import io.millrace.models.training.WarmStart.Takes;
import io.millrace.models.training.checkpoints.EpochPosition;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.network.NetworkWeights;
import io.millrace.models.training.network.WeightSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An earlier model that a training goes on from.
 *
 * @param takes what of it
 */
record EarlierModel(FittedSpec fitted, TrainingState state, Takes takes) {

  /**
   * @throws IllegalArgumentException when it is no model of ours, or not of this specification's
   *     objective, shape and features
   */
  static EarlierModel load(WarmStart start, TrainingSpec spec, String label) throws IOException {
    TrainingAssets assets = TrainingAssets.read(start.model());
    TrainingSpec before = assets.fitted().spec();
    requireSame("label", label, assets.fitted().label());
    requireSame("features", spec.features(), before.features());
    requireSame("objective", spec.objective(), before.objective());
    requireSame("shape", spec.shape().withDropout(0), before.shape().withDropout(0));
    if (start.what() == Takes.EVERYTHING) {
      requireSame("optimizer", spec.optimizer().algorithm(), before.optimizer().algorithm());
      requireSame("sparseAbove", spec.optimizer().sparseAbove(), before.optimizer().sparseAbove());
    }
    return new EarlierModel(assets.fitted(), assets.state(), start.what());
  }

  private static void requireSame(String what, Object now, Object before) {
    if (!now.equals(before)) {
      throw new IllegalArgumentException(
          "warm start: "
              + what
              + " "
              + now
              + " (expected: "
              + before
              + ", as in the earlier model)");
    }
  }

  /** The encoders that are kept; null if they are fitted anew. */
  @Nullable EncoderSet encoders() {
    return takes == Takes.REFITTED ? null : fitted.encoders();
  }

  /** Where the first step is. */
  EpochPosition position(int epochs) {
    int before = takes == Takes.EVERYTHING ? state.epoch() : 0;
    return EpochPosition.start(before + 1, before + epochs);
  }

  /** Steps done before. */
  long step() {
    return takes == Takes.EVERYTHING ? state.step() : 0;
  }

  /** The values to begin with, of a model with these encoders. */
  Map<String, float[]> values(FittedSpec now) {
    if (takes == Takes.EVERYTHING) {
      return state.arrays();
    }
    Map<String, float[]> weights = new LinkedHashMap<>();
    int width = now.spec().objective().width();
    for (WeightSpec weight :
        NetworkWeights.of(now.spec().shape(), fitted.encoders().layout(), width)) {
      weights.put(weight.name(), Objects.requireNonNull(state.arrays().get(weight.name())));
    }
    return takes == Takes.WEIGHTS
        ? weights
        : new CarriedWeights(fitted.encoders(), now.encoders())
            .of(weights, now.spec().shape(), width);
  }
}
