package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network and how it learns.
 *
 * @param hidden the widths of the hidden layers; empty is a linear model
 * @param l2 the weight of the squared weights in the loss
 * @param recencyHalfLife the age at which an example counts half; null is all the same
 */
public record LearningSettings(
    LabelTransform labelTransform,
    Loss loss,
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
    ABSOLUTE
  }

  public LearningSettings {
    hidden = List.copyOf(hidden);
  }

  static LearningSettings read(Section training) {
    Duration halfLife = training.optional("recency_half_life", Kind.DURATION, Duration.ofDays(14));
    return new LearningSettings(
        training.optional(
            "label_transform", Kind.choice(LabelTransform.class), LabelTransform.IDENTITY),
        training.optional("loss", Kind.choice(Loss.class), Loss.SQUARED),
        training.list("hidden", Kind.POSITIVE_INT, List.of(32)),
        training.optional("learning_rate", Kind.POSITIVE_NUMBER, 0.003),
        training.optional("batch_size", Kind.POSITIVE_INT, 256),
        training.optional("epochs", Kind.POSITIVE_INT, 20),
        training.optional("l2", Kind.NUMBER_FROM_ZERO, 0.0001),
        halfLife.isZero() ? null : halfLife,
        training.optional("seed", Kind.LONG, 7L));
  }
}
