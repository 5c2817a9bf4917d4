package io.millrace.models.training.optimizers;

import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** How one variable is changed by its gradient. */
interface UpdateRule {

  /** Adds the operation that changes the gradient's variable, and notes what it keeps. */
  Op update(Ops tf, Gradient gradient, Slots slots);

  /**
   * Feeds what the rule needs besides gradients.
   *
   * @param number of the step, from 1
   * @param fed takes what the caller has to close after the call
   */
  void feed(Session.Runner runner, long number, List<Tensor> fed);
}
