package io.millrace.models.training.optimizers;

import io.millrace.models.training.optimizers.OptimizerSpec.Algorithm;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The step of a training as an operation of its graph. Every update waits for all gradients, so
 * that none sees weights that another has changed already: the same bits every time.
 */
public final class Optimizer {
  private final Placeholder<TFloat32> rate;
  private final List<UpdateRule> rules = new ArrayList<>();
  private final Slots slots;
  private final Op step;

  /**
   * @param gradients one for each variable; those of single rows are applied by Adagrad
   */
  public Optimizer(Ops tf, OptimizerSpec spec, List<Gradient> gradients) {
    rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    slots = new Slots(tf);
    AdagradRule adagrad = new AdagradRule(rate);
    UpdateRule dense = spec.algorithm() == Algorithm.ADAM ? new AdamRule(tf, rate) : adagrad;
    rules.add(dense);
    List<Gradient> applied =
        spec.clipNorm() > 0 ? GradientNorm.clip(tf, gradients, spec.clipNorm()) : gradients;
    List<Op> known = new ArrayList<>();
    for (Gradient gradient : applied) {
      known.add(gradient.values());
    }
    Ops afterAll = tf.withControlDependencies(known);
    List<Op> updates = new ArrayList<>();
    for (Gradient gradient : applied) {
      UpdateRule rule = gradient.rows() == null ? dense : adagrad;
      updates.add(rule.update(afterAll, gradient, slots));
    }
    step = tf.withControlDependencies(updates).noOp();
  }

  /** What has to be kept, with the weights, to go on as if training had not stopped. */
  public List<Variable> slots() {
    return slots.variables();
  }

  /** The operations to run before the first step. */
  public List<Op> initializers() {
    return slots.initializers();
  }

  /**
   * Adds a step to a call.
   *
   * @param number of the step, from 1
   * @param fed takes what the caller has to close after the call
   */
  public void step(Session.Runner runner, long number, double learningRate, List<Tensor> fed) {
    TFloat32 now = TFloat32.scalarOf((float) learningRate);
    fed.add(now);
    runner.feed(rate, now).addTarget(step);
    for (UpdateRule rule : rules) {
      rule.feed(runner, number, fed);
    }
  }
}
