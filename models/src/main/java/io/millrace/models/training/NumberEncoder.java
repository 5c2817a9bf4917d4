package io.millrace.models.training;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.inference.tensors.TensorType;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A number: z = (clip(x, low, high) - mean) / deviation, and 0 where it is missing (NaN). If
 * training rows lacked it, a second number says 1 where it is missing; if none did, there is
 * nothing to learn about that, and a missing one is the mean.
 */
record NumberEncoder(
    String name,
    boolean logarithm,
    double low,
    double high,
    double mean,
    double deviation,
    boolean hasMissing)
    implements FeatureEncoder {
  private static final double TAIL = 0.001;

  static NumberEncoder fit(FeatureSpec feature, List<ColumnBatch> rows) {
    boolean logarithm = feature.transform() == Transform.LOG;
    int total = 0;
    for (ColumnBatch batch : rows) {
      total += batch.rows();
    }
    double[] values = new double[total];
    int count = 0;
    for (ColumnBatch batch : rows) {
      Column column = TrainingRows.column(batch, feature.name());
      for (int row = 0; row < batch.rows(); row++) {
        double value = value(column, row);
        if (!Double.isNaN(value)) {
          values[count++] = logarithm ? Math.log1p(Math.max(value, 0)) : value;
        }
      }
    }
    Arrays.sort(values, 0, count);
    if (count == 0) {
      return new NumberEncoder(feature.name(), logarithm, 0, 0, 0, 1, false);
    }
    double low = values[(int) Math.floor(TAIL * (count - 1))];
    double high = values[(int) Math.ceil((1 - TAIL) * (count - 1))];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      values[i] = Math.min(Math.max(values[i], low), high);
      sum += values[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / count);
    // A constant carries nothing, and must not become 0/0; nor may one that differs by rounding.
    boolean varies = deviation > 1e-9 * Math.max(1e-9, Math.abs(mean));
    return new NumberEncoder(
        feature.name(), logarithm, low, high, mean, varies ? deviation : 1, count < total);
  }

  private static double value(Column column, int row) {
    int position = column.valueStart(row);
    if (position == column.valueEnd(row)) {
      return Double.NaN;
    }
    if (column instanceof FloatColumn floats) {
      return floats.value(position);
    }
    return column instanceof IntColumn ints ? ints.value(position) : Double.NaN;
  }

  @Override
  public void encode(EncoderGraph graph) {
    Ops tf = graph.tf();
    Operand<TFloat32> x = graph.input(name, TensorType.FLOAT32, TFloat32.class);
    Operand<TBool> missing = tf.math.isNan(x);
    Operand<TFloat32> zero = tf.constant(0f);
    Operand<TFloat32> number = x;
    if (logarithm) {
      number = tf.math.log1p(tf.math.maximum(x, zero));
    }
    Operand<TFloat32> clipped =
        tf.math.minimum(
            tf.math.maximum(number, tf.constant((float) low)), tf.constant((float) high));
    Operand<TFloat32> standardised =
        tf.math.mul(
            tf.math.sub(clipped, tf.constant((float) mean)), tf.constant((float) (1 / deviation)));
    graph.addNumber(tf.select(missing, zero, standardised));
    if (hasMissing) {
      graph.addNumber(tf.dtypes.cast(missing, TFloat32.class));
    }
  }
}
