package io.millrace.models.training.optimizers;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a learning rate falls. To add one: a record here. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Decay.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Decay.Cosine.class, name = "cosine"),
  @JsonSubTypes.Type(value = Decay.Exponential.class, name = "exponential"),
  @JsonSubTypes.Type(value = Decay.Step.class, name = "step")
})
public sealed interface Decay {
  /** What is left of the rate at the end of a {@link Cosine}, unless it says otherwise. */
  double LAST_PART = 0.01;

  /**
   * The part of the initial rate that is left.
   *
   * @param epoch epochs done, with the part of the one that is under way
   * @param epochs how many are planned
   */
  double part(double epoch, double epochs);

  /** It does not fall. */
  record Constant() implements Decay {
    @Override
    public double part(double epoch, double epochs) {
      return 1;
    }
  }

  /**
   * Half a cosine (Loshchilov and Hutter 2017, without restarts): last + (1 − last) · (1 + cos(π ·
   * epoch / over)) / 2.
   *
   * @param last the part that is left at the end and after, 0..1
   * @param over its length in epochs; 0 for as many as are planned
   */
  record Cosine(double last, double over) implements Decay {
    public Cosine {
      requireIn("last", last, 0, 1);
      requireIn("over", over, 0, 1e6);
    }

    @Override
    public double part(double epoch, double epochs) {
      double length = over > 0 ? over : epochs;
      double done = Math.min(1, epoch / length);
      return last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
  }

  /**
   * By a factor over a number of epochs, evenly: factor^(epoch / every).
   *
   * @param factor above 0, to 1
   * @param every in epochs, above 0
   */
  record Exponential(double factor, double every) implements Decay {
    public Exponential {
      requireIn("factor", factor, Double.MIN_NORMAL, 1);
      requireIn("every", every, Double.MIN_NORMAL, 1e6);
    }

    @Override
    public double part(double epoch, double epochs) {
      return Math.pow(factor, epoch / every);
    }
  }

  /**
   * By a factor at once each time a number of epochs has passed: factor^⌊epoch / every⌋.
   *
   * @param factor above 0, to 1
   * @param every in epochs, above 0
   */
  record Step(double factor, double every) implements Decay {
    public Step {
      requireIn("factor", factor, Double.MIN_NORMAL, 1);
      requireIn("every", every, Double.MIN_NORMAL, 1e6);
    }

    @Override
    public double part(double epoch, double epochs) {
      return Math.pow(factor, Math.floor(epoch / every));
    }
  }

  private static void requireIn(String name, double value, double least, double most) {
    boolean fits = value >= least && value <= most;
    if (!fits) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + ".." + most + ")");
    }
  }
}
