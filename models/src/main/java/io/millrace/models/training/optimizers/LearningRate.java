package io.millrace.models.training.optimizers;

/**
 * The size of a step over the course of training.
 *
 * @param initial the rate that the decay is a part of, in 0..1
 * @param decay how it falls
 * @param warmUp epochs, or a part of one, over which it rises linearly from 0 at first; 0 for none
 */
public record LearningRate(double initial, Decay decay, double warmUp) {

  public LearningRate {
    boolean rate = initial > 0 && initial < 1;
    if (!rate) {
      throw new IllegalArgumentException("learningRate: " + initial + " (expected: in 0..1)");
    }
    boolean rises = warmUp >= 0 && warmUp < 1e6;
    if (!rises) {
      throw new IllegalArgumentException("warmUp: " + warmUp + " (expected: epochs >= 0)");
    }
  }

  public static LearningRate constant(double rate) {
    return new LearningRate(rate, new Decay.Constant(), 0);
  }

  /** Falls to a hundredth along half a cosine over the epochs of the training. */
  public static LearningRate cosine(double initial) {
    return new LearningRate(initial, new Decay.Cosine(Decay.LAST_PART, 0), 0);
  }

  public LearningRate withWarmUp(double epochs) {
    return new LearningRate(initial, decay, epochs);
  }

  /**
   * The rate of a step.
   *
   * @param before epochs done before this one
   * @param step steps of this epoch that are done
   * @param stepsPerEpoch how many it has
   * @param epochs how many epochs are planned, with those before
   */
  public double at(int before, long step, long stepsPerEpoch, double epochs) {
    double rate = initial * decay.part(before + (double) step / stepsPerEpoch, epochs);
    double risen = before + (double) (step + 1) / stepsPerEpoch;
    return risen < warmUp ? rate * risen / warmUp : rate;
  }
}
