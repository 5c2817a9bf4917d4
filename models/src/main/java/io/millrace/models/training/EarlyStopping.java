package io.millrace.models.training;

/**
 * Ends a training when the validation rows' loss no longer falls, and goes back to the weights of
 * the epoch where it was lowest.
 *
 * @param patience epochs in a row without a better loss, after which training ends
 * @param minimumGain by how much lower a loss must be to be better
 */
public record EarlyStopping(int patience, double minimumGain) {

  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("patience: " + patience + " (expected: >= 1)");
    }
    boolean fits = minimumGain >= 0 && Double.isFinite(minimumGain);
    if (!fits) {
      throw new IllegalArgumentException("minimumGain: " + minimumGain + " (expected: >= 0)");
    }
  }

  public EarlyStopping(int patience) {
    this(patience, 0);
  }

  /** Whether a validation loss is better than the best before. */
  public boolean isBetter(double loss, double best) {
    return loss < best - minimumGain;
  }

  /**
   * Whether training ends.
   *
   * @param epoch the number of the last epoch that was made
   * @param bestEpoch that of the best one; 0 for none yet
   */
  public boolean ends(int epoch, int bestEpoch) {
    return bestEpoch > 0 && epoch - bestEpoch >= patience;
  }
}
