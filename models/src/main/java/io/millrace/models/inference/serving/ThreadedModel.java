package io.millrace.models.inference.serving;

import io.millrace.models.inference.SessionThreads;

/**
 * Another handler's model, in processes where TensorFlow computes with these threads: {@link
 * SessionThreads} tells what the numbers mean.
 *
 * @param model where predictions come from
 * @param intraOpThreads threads within an operation
 * @param interOpThreads threads for operations beside each other
 */
public record ThreadedModel(ModelHandler model, int intraOpThreads, int interOpThreads)
    implements ModelHandler {

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Object settings() {
    return model.settings();
  }

  /**
   * Opens the other handler once the threads are set.
   *
   * @throws IllegalStateException when the process has loaded models with other threads already
   */
  @Override
  public ModelAccess open() {
    SessionThreads.set(intraOpThreads, interOpThreads);
    return model.open();
  }
}
