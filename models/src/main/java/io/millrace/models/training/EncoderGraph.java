package io.millrace.models.training;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Collects what the features' encoders add to a graph: inputs from outside; numbers, of mean 0 and
 * deviation 1; and ids, each below its slot's size.
 */
final class EncoderGraph {
  private final Ops tf;
  private final List<TensorSpec> inputs = new ArrayList<>();
  private final List<Operand<TFloat32>> numbers = new ArrayList<>();
  private final List<Operand<TInt32>> ids = new ArrayList<>();
  private final List<IdSlot> slots = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  /**
   * One id a row.
   *
   * @param name unique in the model
   * @param size ids are 0 to size (out)
   * @param dimensions size of the embedding; 0 for none
   */
  record IdSlot(String name, int size, int dimensions) {}

  EncoderGraph(Ops tf) {
    this.tf = tf;
  }

  Ops tf() {
    return tf;
  }

  /** A new input of shape [?], fed from the column of that name. */
  <T extends TType> Placeholder<T> input(String name, TensorType type, Class<T> tensor) {
    Placeholder<T> input =
        tf.withName("input_" + inputs.size()).placeholder(tensor, Placeholder.shape(Shape.of(-1)));
    inputs.add(new TensorSpec(name, input.op().name() + ":0", type, List.of(-1L)));
    return input;
  }

  void addNumber(Operand<TFloat32> number) {
    numbers.add(number);
  }

  void addId(IdSlot slot, Operand<TInt32> id) {
    slots.add(slot);
    ids.add(id);
  }

  /** An operation to run once, after loading and before the first call. */
  void addInitializer(Op initializer) {
    initializers.add(initializer);
  }

  List<TensorSpec> inputs() {
    return inputs;
  }

  List<Operand<TFloat32>> numbers() {
    return numbers;
  }

  List<Operand<TInt32>> ids() {
    return ids;
  }

  List<IdSlot> slots() {
    return slots;
  }

  List<Op> initializers() {
    return initializers;
  }
}
