package io.millrace.models.training.optimizers;

/**
 * How gradients become steps.
 *
 * @param algorithm of all weights but large embeddings
 * @param learningRate over the course of training
 * @param clipNorm if the gradients' norm over all weights is larger, they are scaled down to it; 0
 *     for no bound
 * @param sparseAbove embeddings with more weights than this are trained by {@link
 *     Algorithm#ADAGRAD} whatever the algorithm, and only in the rows that a batch has: the time of
 *     a step then does not grow with their size
 */
public record OptimizerSpec(
    Algorithm algorithm, LearningRate learningRate, double clipNorm, long sparseAbove) {
  /** From about here on a dense step takes longer than the rest of the network. */
  public static final long SPARSE_ABOVE = 1_000_000;

  /** The rule of a step. */
  public enum Algorithm {
    /** Kingma and Ba 2015. */
    ADAM,
    /** Duchi, Hazan and Singer 2011. */
    ADAGRAD
  }

  public OptimizerSpec {
    boolean clips = clipNorm >= 0 && Double.isFinite(clipNorm);
    if (!clips) {
      throw new IllegalArgumentException("clipNorm: " + clipNorm + " (expected: >= 0, 0 for none)");
    }
    if (sparseAbove < 0) {
      throw new IllegalArgumentException("sparseAbove: " + sparseAbove + " (expected: >= 0)");
    }
  }

  public static OptimizerSpec adam(LearningRate learningRate) {
    return new OptimizerSpec(Algorithm.ADAM, learningRate, 0, SPARSE_ABOVE);
  }

  public static OptimizerSpec adagrad(LearningRate learningRate) {
    return new OptimizerSpec(Algorithm.ADAGRAD, learningRate, 0, SPARSE_ABOVE);
  }

  public OptimizerSpec withClipNorm(double norm) {
    return new OptimizerSpec(algorithm, learningRate, norm, sparseAbove);
  }

  public OptimizerSpec withSparseAbove(long weights) {
    return new OptimizerSpec(algorithm, learningRate, clipNorm, weights);
  }
}
