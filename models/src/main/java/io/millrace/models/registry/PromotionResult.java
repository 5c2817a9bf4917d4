package io.millrace.models.registry;

import org.jspecify.annotations.Nullable;

/**
 * What became of a promotion.
 *
 * @param outcome whether the alias means the wished version now
 * @param actual what the alias means now; null if it does not exist
 */
public record PromotionResult(Outcome outcome, @Nullable Long actual) {

  /** Whether a promotion took place. */
  public enum Outcome {
    /** The alias means the wished version. */
    PROMOTED,
    /** The alias did not mean what was expected; nothing was changed. */
    CONFLICT
  }

  public boolean promoted() {
    return outcome == Outcome.PROMOTED;
  }
}
