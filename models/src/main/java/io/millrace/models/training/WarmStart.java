package io.millrace.models.training;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * From where a training goes on.
 *
 * @param model a SavedModel that a {@link Trainer} wrote
 * @param what is taken over
 */
public record WarmStart(Path model, Takes what) {

  /** What is taken over from the earlier model. */
  public enum Takes {
    /**
     * All: weights, what the optimizer keeps, the count of steps and epochs, encoders and the
     * label's scale. On the same rows this is as if the earlier training had not stopped.
     */
    EVERYTHING,
    /** Weights, encoders and the label's scale; steps, epochs and schedule begin anew. */
    WEIGHTS,
    /**
     * Weights and the label's scale. Encoders are fitted anew, so that new values enter the
     * vocabularies; values that were there before keep their weights and embeddings.
     */
    REFITTED
  }

  /**
   * Why a training cannot go on from here; null if it can.
   *
   * @param label the column that is learnt
   */
  public @Nullable String misfit(TrainingSpec spec, String label) throws IOException {
    try {
      EarlierModel.load(this, spec, label);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  public static WarmStart continuing(Path model) {
    return new WarmStart(model, Takes.EVERYTHING);
  }

  public static WarmStart withWeightsOf(Path model) {
    return new WarmStart(model, Takes.WEIGHTS);
  }

  public static WarmStart refitting(Path model) {
    return new WarmStart(model, Takes.REFITTED);
  }
}
