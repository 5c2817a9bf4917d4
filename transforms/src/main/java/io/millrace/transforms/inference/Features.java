package io.millrace.transforms.inference;

import java.io.Serializable;

/** Says what a model is to know of an element: what goes before the inference. */
public interface Features<T> extends Serializable {

  /**
   * Puts an element's features into a row, by the names of the model's inputs.
   *
   * @throws Exception when the element is unfit; it becomes a failure of the stage {@code
   *     preprocess}
   */
  void write(T element, FeatureRow row) throws Exception;
}
