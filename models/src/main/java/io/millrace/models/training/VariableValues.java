package io.millrace.models.training;

import io.millrace.models.training.optimizers.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Reads and sets the variables of a training graph. */
final class VariableValues {
  private final List<Access> accesses = new ArrayList<>();

  private record Access(
      Variable variable, Operand<TFloat32> value, Placeholder<TFloat32> other, Op assign) {}

  VariableValues(Ops tf, List<Variable> variables) {
    for (Variable variable : variables) {
      Placeholder<TFloat32> other =
          tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
      accesses.add(
          new Access(
              variable,
              tf.readVariableOp(variable.handle(), TFloat32.class),
              other,
              tf.assignVariableOp(variable.handle(), other)));
    }
  }

  /** All values by name. */
  Map<String, float[]> read(Session session) {
    Session.Runner runner = session.runner();
    for (Access access : accesses) {
      runner.fetch(access.value());
    }
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < accesses.size(); i++) {
        float[] array = new float[accesses.get(i).variable().size()];
        result.get(i).asRawTensor().data().asFloats().read(array);
        values.put(accesses.get(i).variable().name(), array);
      }
    }
    return values;
  }

  /**
   * Sets the variables that are named.
   *
   * @throws IllegalArgumentException when a size is not that of the variable
   */
  void write(Session session, Map<String, float[]> values) {
    List<Tensor> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Access access : accesses) {
        Variable variable = access.variable();
        float[] array = values.get(variable.name());
        if (array == null) {
          continue;
        }
        if (array.length != variable.size()) {
          throw new IllegalArgumentException(
              "weights "
                  + variable.name()
                  + ": "
                  + array.length
                  + " (expected: "
                  + variable.size()
                  + ")");
        }
        TFloat32 tensor = TFloat32.tensorOf(variable.shape(), DataBuffers.of(array, true, false));
        tensors.add(tensor);
        runner.feed(access.other(), tensor).addTarget(access.assign());
      }
      runner.run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
  }
}
