package io.millrace.models.training.features;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Encoded rows as tensors of a graph.
 *
 * @param count how many rows, a scalar
 * @param numbers of shape [rows, numbers]; empty and unused when rows have none
 * @param ids of shape [rows, slots]; empty and unused when rows have none
 * @param bags one for each bag of the layout
 */
public record EncodedInputs(
    Operand<TInt32> count, Operand<TFloat32> numbers, Operand<TInt32> ids, List<Bag> bags) {

  public EncodedInputs {
    bags = List.copyOf(bags);
  }

  /**
   * The ids of all rows' lists, one row behind the other.
   *
   * @param splits of shape [rows + 1]: row r has ids splits[r] to splits[r + 1] (out)
   * @param ids of shape [ids]
   * @param weights of shape [ids]; null for 1 each
   */
  public record Bag(
      Operand<TInt32> splits, Operand<TInt32> ids, @Nullable Operand<TFloat32> weights) {}
}
