package io.millrace.models.training;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba 2015) over the variables of a graph, the same bits every time: each update
 * waits for all gradients, and the powers of its betas come from outside. TensorFlow's own updates
 * them while it uses them, and differs from run to run.
 */
final class Adam {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-7f;

  private final Placeholder<TFloat32> rate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final List<Op> initializers = new ArrayList<>();
  private final Op step;

  /** One variable that is learnt: its handle, and its value as the objective reads it. */
  record Variable(String name, Shape shape, VarHandleOp handle, Operand<TFloat32> value) {}

  Adam(Graph graph, Ops tf, Operand<TFloat32> objective, List<Variable> variables) {
    rate = scalar(tf);
    beta1Power = scalar(tf);
    beta2Power = scalar(tf);
    Output<?>[] values =
        variables.stream().map(variable -> variable.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(objective.asOutput(), values);
    Ops afterAll = tf.withControlDependencies(List.<Op>of(gradients));
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Operand<TFloat32>) gradients[i];
      Variable variable = variables.get(i);
      updates.add(
          afterAll.train.resourceApplyAdam(
              variable.handle(),
              moment(tf, variable, "first"),
              moment(tf, variable, "second"),
              beta1Power,
              beta2Power,
              rate,
              tf.constant(BETA_1),
              tf.constant(BETA_2),
              tf.constant(EPSILON),
              gradient));
    }
    step = tf.withControlDependencies(updates).noOp();
  }

  private static Placeholder<TFloat32> scalar(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private VarHandleOp moment(Ops tf, Variable variable, String which) {
    String name = variable.name() + "/" + which;
    VarHandleOp moment =
        tf.varHandleOp(TFloat32.class, variable.shape(), VarHandleOp.sharedName(name));
    initializers.add(
        tf.assignVariableOp(
            moment, tf.zeros(tf.constant(variable.shape().asArray()), TFloat32.class)));
    return moment;
  }

  /** The operations to run before the first step. */
  List<Op> initializers() {
    return initializers;
  }

  /**
   * Adds a step to a call; the caller closes the tensors that come back.
   *
   * @param number of the step, from 1
   */
  List<Tensor> step(Session.Runner runner, int number, double learningRate) {
    TFloat32 rateNow = TFloat32.scalarOf((float) learningRate);
    TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA_1, number));
    TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA_2, number));
    runner.feed(rate, rateNow).feed(beta1Power, power1).feed(beta2Power, power2).addTarget(step);
    return List.of(rateNow, power1, power2);
  }
}
