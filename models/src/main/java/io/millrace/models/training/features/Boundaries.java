package io.millrace.models.training.features;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Where the buckets of a number begin, ascending, the first bucket excepted.
 *
 * @param values as single precision has them, as the numbers are that they are compared with
 */
record Boundaries(List<Float> values) {

  Boundaries {
    values = List.copyOf(values);
  }

  /** So many buckets with about equally many training rows each, or fewer, where values repeat. */
  static Boundaries of(NumberFigures numbers, int buckets) {
    List<Float> values = new ArrayList<>();
    float last = (float) numbers.min();
    for (int i = 1; i < buckets && !numbers.isEmpty(); i++) {
      float value = (float) numbers.quantile((double) i / buckets);
      if (value > last) {
        values.add(value);
        last = value;
      }
    }
    return new Boundaries(values);
  }

  /** How many ids there are: one for missing numbers, and one a bucket. */
  int size() {
    return values.size() + 2;
  }

  /** 0 of NaN, else 1 and how many boundaries are not above the number. */
  Operand<TInt32> ids(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> bucket =
        values.isEmpty() ? tf.zerosLike(tf.dtypes.cast(x, TInt32.class)) : tf.bucketize(x, values);
    return tf.select(tf.math.isNan(x), tf.constant(0), tf.math.add(bucket, tf.constant(1)));
  }
}
