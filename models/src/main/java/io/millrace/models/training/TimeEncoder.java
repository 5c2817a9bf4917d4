package io.millrace.models.training;

import io.millrace.models.inference.tensors.TensorType;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * An event time (milliseconds since the epoch, days in UTC) as four numbers, the sine and cosine of
 * the time of day and of the time of week, and two ids, the hour (0..23) and the day of the week
 * (Monday is 0).
 */
record TimeEncoder(FeatureSpec feature) implements FeatureEncoder {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;

  /** The epoch was a Thursday, three days into its week. */
  private static final long EPOCH_IN_WEEK = 3 * DAY;

  @Override
  public void encode(EncoderGraph graph) {
    Ops tf = graph.tf();
    Operand<TInt64> time = graph.input(feature.name(), TensorType.INT64, TInt64.class);
    Operand<TInt64> inDay = tf.math.floorMod(time, tf.constant(DAY));
    Operand<TInt64> inWeek =
        tf.math.floorMod(tf.math.add(time, tf.constant(EPOCH_IN_WEEK)), tf.constant(WEEK));
    addAngle(graph, inDay, DAY);
    addAngle(graph, inWeek, WEEK);
    addPart(graph, "hour", inDay, HOUR, 24);
    addPart(graph, "day", inWeek, DAY, 7);
  }

  private static void addAngle(EncoderGraph graph, Operand<TInt64> time, long period) {
    Ops tf = graph.tf();
    Operand<TFloat32> angle =
        tf.math.mul(
            tf.dtypes.cast(time, TFloat32.class), tf.constant((float) (2 * Math.PI / period)));
    graph.addNumber(tf.math.sin(angle));
    graph.addNumber(tf.math.cos(angle));
  }

  private void addPart(
      EncoderGraph graph, String name, Operand<TInt64> time, long length, int count) {
    Ops tf = graph.tf();
    graph.addId(
        new EncoderGraph.IdSlot(feature.name() + "/" + name, count, feature.dimensions()),
        tf.dtypes.cast(tf.math.floorDiv(time, tf.constant(length)), TInt32.class));
  }
}
