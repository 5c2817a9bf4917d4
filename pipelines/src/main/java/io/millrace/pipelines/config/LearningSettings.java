package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network and how it learns.
 *
 * @param huberDelta the error from which on the Huber loss is linear, in units of the transformed
 *     label; without effect on other losses
 * @param hidden the widths of the hidden layers; empty is a linear model
 * @param l2 the weight of the squared weights in the loss
 * @param recencyHalfLife the age at which an example counts half; null is all the same
 */
public record LearningSettings(
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

  /** What is learned in place of the label; predictions are turned back into the label's unit. */
  public enum LabelTransform {
    IDENTITY,
    LOG
  }

  /** What is made small. */
  public enum Loss {
    SQUARED,
    ABSOLUTE,
    /** Squared for small errors, linear for large ones (Huber 1964). */
    HUBER
  }

  private static final Kind<Loss> LOSS = Kind.choice(Loss.class);
  private static final double DEFAULT_HUBER_DELTA = 0.3;

  public LearningSettings {
    hidden = List.copyOf(hidden);
  }

  static LearningSettings read(Section training) {
    training.describe("loss", LOSS.noun(), Kind.written(Loss.SQUARED));
    Loss loss = training.orNull("loss", LOSS);
    Duration halfLife = training.optional("recency_half_life", Kind.DURATION, Duration.ofDays(14));
    return new LearningSettings(
        training.optional(
            "label_transform", Kind.choice(LabelTransform.class), LabelTransform.IDENTITY),
        loss == null ? Loss.SQUARED : loss,
        readHuberDelta(training, loss),
        training.list("hidden", Kind.POSITIVE_INT, List.of(32)),
        training.optional("learning_rate", Kind.POSITIVE_NUMBER, 0.003),
        training.optional("batch_size", Kind.POSITIVE_INT, 256),
        training.optional("epochs", Kind.POSITIVE_INT, 20),
        training.optional("l2", Kind.NUMBER_FROM_ZERO, 0.0001),
        halfLife.isZero() ? null : halfLife,
        training.optional("seed", Kind.LONG, 7L));
  }

  private static double readHuberDelta(Section training, @Nullable Loss loss) {
    if (loss == Loss.HUBER) {
      return training.optional("huber_delta", Kind.POSITIVE_NUMBER, DEFAULT_HUBER_DELTA);
    }
    if (loss == null && training.has("loss")) {
      training.ignore("huber_delta"); // the loss is a problem already
    } else {
      training.refuse("huber_delta", "only with loss: huber");
    }
    return DEFAULT_HUBER_DELTA;
  }
}
