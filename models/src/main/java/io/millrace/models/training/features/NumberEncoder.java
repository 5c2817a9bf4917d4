package io.millrace.models.training.features;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A number: z = (clip(x, low, high) - shift) · scale, of x or of ln(1 + max(x, 0)), and 0 where it
 * is missing (NaN). With an indicator, a second number says 1 where it is missing. Of lists, the z
 * of all values but NaN are pooled, and a list without any is missing.
 *
 * @param weights the column of the lists' weights; empty for none
 */
record NumberEncoder(
    String column,
    boolean logarithm,
    double low,
    double high,
    double shift,
    double scale,
    boolean indicator,
    Pooling pooling,
    String weights)
    implements FeatureEncoder {
  /** Sums and differences of two such numbers are still finite as floats. */
  private static final double LARGEST = 1e37;

  NumberEncoder {
    low = finite(low);
    high = finite(high);
    shift = finite(shift);
  }

  private static double finite(double value) {
    return Math.min(Math.max(value, -LARGEST), LARGEST);
  }

  /**
   * 1 / size, or 1 for a size that is none: a constant carries nothing, and must not become 0/0.
   */
  static double scale(double size, double around) {
    // Nor may a constant that differs by rounding.
    boolean varies = size > 1e-9 * Math.max(1e-9, Math.abs(around));
    return varies ? 1 / size : 1;
  }

  @Override
  public void encode(EncoderGraph graph) {
    Ops tf = graph.tf();
    if (pooling.isPooled()) {
      encodeLists(graph);
      return;
    }
    Operand<TFloat32> x = graph.number(column);
    Operand<TBool> missing = tf.math.isNan(x);
    graph.addNumber(tf.select(missing, tf.constant(0f), scaled(tf, x)));
    if (indicator) {
      graph.addNumber(tf.dtypes.cast(missing, TFloat32.class));
    }
  }

  private Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> number = logarithm ? tf.math.log1p(tf.math.maximum(x, tf.constant(0f))) : x;
    Operand<TFloat32> clipped =
        tf.math.minimum(
            tf.math.maximum(number, tf.constant((float) low)), tf.constant((float) high));
    return tf.math.mul(
        tf.math.sub(clipped, tf.constant((float) shift)), tf.constant((float) scale));
  }

  private void encodeLists(EncoderGraph graph) {
    Ops tf = graph.tf();
    ListOps lists = new ListOps(tf);
    EncoderGraph.Lists<TFloat32> x = graph.numberLists(column);
    Operand<TBool> missing = tf.math.isNan(x.values());
    Operand<TFloat32> z = tf.select(missing, tf.constant(0f), scaled(tf, x.values()));
    // Segment sums leave out what belongs to row -1.
    Operand<TInt32> rows =
        tf.select(missing, tf.constant(-1), lists.rows(x.splits(), tf.size(x.values())));
    Operand<TInt32> count = lists.count(x.splits());
    Operand<TFloat32> pooled =
        lists.pool(
            pooling,
            tf.expandDims(z, tf.constant(1)),
            rows,
            weights.isEmpty() ? null : lists.weights(graph.numberLists(weights), x.splits(), rows),
            count);
    graph.addNumber(tf.squeeze(pooled, Squeeze.axis(List.of(1L))));
    if (indicator) {
      graph.addNumber(
          tf.dtypes.cast(
              tf.math.equal(lists.lengths(rows, count), tf.constant(0f)), TFloat32.class));
    }
  }
}
