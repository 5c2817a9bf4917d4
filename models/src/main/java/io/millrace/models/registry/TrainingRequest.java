package io.millrace.models.registry;

import org.jspecify.annotations.Nullable;

/**
 * A wish for a new version of a model.
 *
 * @param requestKey the same for every repetition of the same wish, such as {@code
 *     drift/2020-03-16}; a wish repeated after a retry is then still one run
 * @param window what to train on; null leaves it to the trainer
 * @param plan how to train; null leaves it to the deployment's settings
 */
public record TrainingRequest(
    String model,
    String requestKey,
    Cause cause,
    @Nullable DataWindow window,
    @Nullable TrainingPlan plan) {

  public TrainingRequest {
    Names.check("model", model);
    if (requestKey.isBlank()) {
      throw new IllegalArgumentException("requestKey: \"" + requestKey + "\" (expected: a key)");
    }
  }

  /** A request that leaves the plan to the deployment's settings. */
  public TrainingRequest(
      String model, String requestKey, Cause cause, @Nullable DataWindow window) {
    this(model, requestKey, cause, window, null);
  }
}
