package io.millrace.models.training.features;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Pools the values of lists by row, with operations that gradients go through. */
final class ListOps {
  private final Ops tf;

  ListOps(Ops tf) {
    this.tf = tf;
  }

  /** How many rows there are. */
  Operand<TInt32> count(Operand<TInt32> splits) {
    return tf.math.sub(tf.size(splits), tf.constant(1));
  }

  /** The row of each of {@code values} values, of shape [values]. */
  Operand<TInt32> rows(Operand<TInt32> splits, Operand<TInt32> values) {
    // Value i belongs to the row whose split is the last that is not above i.
    Operand<TInt32> places = tf.range(tf.constant(0), values, tf.constant(1));
    Operand<TInt32> above =
        tf.upperBound(
            tf.expandDims(splits, tf.constant(0)),
            tf.expandDims(places, tf.constant(0)),
            TInt32.class);
    return tf.math.sub(tf.reshape(above, tf.constant(new int[] {-1})), tf.constant(1));
  }

  /** How many values each row has, as floats; those of row -1 do not count. */
  Operand<TFloat32> lengths(Operand<TInt32> rows, Operand<TInt32> count) {
    return tf.math.unsortedSegmentSum(ones(rows), rows, count);
  }

  private Operand<TFloat32> ones(Operand<TInt32> rows) {
    return tf.fill(tf.shape(rows), tf.constant(1f));
  }

  /**
   * The weight of each value of lists, from lists of weights beside them: the first value's is the
   * first weight; without a weight, or with one that is not finite, it is 1.
   *
   * @param splits of the values
   * @param rows the row of each value, or -1
   */
  Operand<TFloat32> weights(
      EncoderGraph.Lists<TFloat32> weights, Operand<TInt32> splits, Operand<TInt32> rows) {
    Operand<TInt32> row = tf.math.maximum(rows, tf.constant(0));
    Operand<TInt32> places = tf.range(tf.constant(0), tf.size(rows), tf.constant(1));
    Operand<TInt32> inList = tf.math.sub(places, at(splits, row));
    Operand<TInt32> at = tf.math.add(at(weights.splits(), row), inList);
    Operand<TBool> has = tf.math.less(at, at(weights.splits(), tf.math.add(row, tf.constant(1))));
    // A 1 behind all weights, for the values that have none.
    Operand<TFloat32> padded =
        tf.concat(List.of(weights.values(), tf.constant(new float[] {1})), tf.constant(0));
    Operand<TFloat32> weight = at(padded, tf.select(has, at, tf.size(weights.values())));
    return tf.select(tf.math.isFinite(weight), weight, tf.constant(1f));
  }

  private <T extends TType> Operand<T> at(Operand<T> values, Operand<TInt32> places) {
    return tf.gather(values, places, tf.constant(0));
  }

  /**
   * Pools values by row.
   *
   * @param values of shape [values, width]
   * @param rows the row of each value; -1 for those to leave out
   * @param weights of shape [values]; null for 1 each
   * @param count how many rows there are
   * @return of shape [count, width]
   */
  Operand<TFloat32> pool(
      Pooling pooling,
      Operand<TFloat32> values,
      Operand<TInt32> rows,
      @Nullable Operand<TFloat32> weights,
      Operand<TInt32> count) {
    Operand<TFloat32> weighted =
        weights == null ? values : tf.math.mul(values, tf.expandDims(weights, tf.constant(1)));
    return switch (pooling) {
      case NONE, SUM -> tf.math.unsortedSegmentSum(weighted, rows, count);
      case MEAN -> {
        Operand<TFloat32> each = weights == null ? ones(rows) : weights;
        Operand<TFloat32> total = tf.math.unsortedSegmentSum(each, rows, count);
        // Rows without values have a sum of 0 too; any divisor but 0 leaves it so.
        Operand<TFloat32> divisor =
            tf.select(tf.math.equal(total, tf.constant(0f)), tf.constant(1f), total);
        yield tf.math.div(
            tf.math.unsortedSegmentSum(weighted, rows, count),
            tf.expandDims(divisor, tf.constant(1)));
      }
      case MAX -> {
        Operand<TBool> some = tf.math.greater(lengths(rows, count), tf.constant(0f));
        Operand<TFloat32> most = tf.math.unsortedSegmentMax(weighted, rows, count);
        yield tf.select(tf.expandDims(some, tf.constant(1)), most, tf.zerosLike(most));
      }
    };
  }
}
