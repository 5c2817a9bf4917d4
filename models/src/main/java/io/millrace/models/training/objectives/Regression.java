package io.millrace.models.training.objectives;

/**
 * A number. The model's output is {@code prediction}, in the label's unit.
 *
 * @param loss what training makes small
 * @param huberDelta the error from which on {@link Loss#HUBER} is linear, in units of the
 *     transformed label; without effect on other losses
 * @param labelTransform what of the label is learnt
 */
public record Regression(Loss loss, double huberDelta, LabelTransform labelTransform)
    implements Objective {
  /** A third, which of a logarithm is an error by a factor of 1.35. */
  public static final double HUBER_DELTA = 0.3;

  public Regression {
    boolean fits = huberDelta > 0 && huberDelta < 1e6;
    if (!fits) {
      throw new IllegalArgumentException("huberDelta: " + huberDelta + " (expected: > 0)");
    }
  }

  public Regression(Loss loss, LabelTransform labelTransform) {
    this(loss, HUBER_DELTA, labelTransform);
  }
}
