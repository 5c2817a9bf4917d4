package io.millrace.models.training.features;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Takes local times in milliseconds apart, in integers. */
final class TimeOps {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  static final long WEEK = 7 * DAY;
  static final long YEAR = 365 * DAY + 6 * HOUR;

  /** The epoch was a Thursday, three days into its week. */
  private static final long EPOCH_IN_WEEK = 3 * DAY;

  /** No time is as far from the epoch as this, in milliseconds: 270,000 years. */
  private static final double FARTHEST = 8.64e15;

  private final EncoderGraph graph;
  private final Ops tf;
  private final Operand<TInt64> time;
  private final @Nullable Operand<TBool> missing;

  private TimeOps(EncoderGraph graph, Operand<TInt64> time, @Nullable Operand<TBool> missing) {
    this.graph = graph;
    this.tf = graph.tf();
    this.time = time;
    this.missing = missing;
  }

  static TimeOps ofEventTime(EncoderGraph graph, long offset) {
    return new TimeOps(
        graph, graph.tf().math.add(graph.eventTime(), graph.tf().constant(offset)), null);
  }

  /** Times of a column: doubles, which hold milliseconds exactly and can be missing. */
  static TimeOps ofColumn(EncoderGraph graph, String column, CyclicTime.Unit unit, long offset) {
    Ops tf = graph.tf();
    Operand<TFloat64> value = graph.precise(column);
    Operand<TFloat64> time = tf.math.floor(tf.math.mul(value, tf.constant(unit.millis())));
    // Runtimes feed missing values to graphs that look for what is not finite.
    Operand<TBool> there =
        tf.math.logicalAnd(
            tf.math.isFinite(time), tf.math.less(tf.math.abs(time), tf.constant(FARTHEST)));
    Operand<TInt64> whole = tf.dtypes.cast(tf.select(there, time, tf.constant(0.0)), TInt64.class);
    return new TimeOps(graph, tf.math.add(whole, tf.constant(offset)), tf.math.logicalNot(there));
  }

  Operand<TInt64> inDay() {
    return tf.math.floorMod(time, tf.constant(DAY));
  }

  Operand<TInt64> inWeek() {
    return tf.math.floorMod(tf.math.add(time, tf.constant(EPOCH_IN_WEEK)), tf.constant(WEEK));
  }

  Operand<TInt64> hour() {
    return tf.math.floorDiv(inDay(), tf.constant(HOUR));
  }

  Operand<TInt64> weekday() {
    return tf.math.floorDiv(inWeek(), tf.constant(DAY));
  }

  /** Days since the first of March, 0..365: a year that begins so has its odd day at its end. */
  private Operand<TInt64> sinceMarch() {
    // Hinnant, "chrono-compatible low-level date algorithms": days of eras of 400 years.
    Operand<TInt64> days =
        tf.math.floorMod(
            tf.math.add(tf.math.floorDiv(time, tf.constant(DAY)), tf.constant(719_468L)),
            tf.constant(146_097L));
    Operand<TInt64> year =
        over(
            tf.math.sub(
                tf.math.add(tf.math.sub(days, over(days, 1460)), over(days, 36_524)),
                over(days, 146_096)),
            365);
    Operand<TInt64> before =
        tf.math.sub(
            tf.math.add(tf.math.mul(year, tf.constant(365L)), over(year, 4)), over(year, 100));
    return tf.math.sub(days, before);
  }

  private Operand<TInt64> over(Operand<TInt64> value, long divisor) {
    return tf.math.floorDiv(value, tf.constant(divisor));
  }

  /**
   * Milliseconds since the first of January: in March and later as if the year had a 29 February.
   */
  Operand<TInt64> inYear() {
    Operand<TInt64> day =
        tf.math.floorMod(tf.math.add(sinceMarch(), tf.constant(60L)), tf.constant(366L));
    return tf.math.add(tf.math.mul(day, tf.constant(DAY)), inDay());
  }

  /** 0 for January to 11. */
  Operand<TInt64> month() {
    Operand<TInt64> march =
        over(tf.math.add(tf.math.mul(sinceMarch(), tf.constant(5L)), tf.constant(2L)), 153);
    return tf.math.floorMod(tf.math.add(march, tf.constant(2L)), tf.constant(12L));
  }

  /** Adds sine and cosine of the part of a period that has gone by. */
  void addAngle(Operand<TInt64> part, long period) {
    Operand<TFloat32> angle =
        tf.math.mul(
            tf.dtypes.cast(part, TFloat32.class), tf.constant((float) (2 * Math.PI / period)));
    addNumber(tf.math.sin(angle));
    addNumber(tf.math.cos(angle));
  }

  private void addNumber(Operand<TFloat32> number) {
    graph.addNumber(missing == null ? number : tf.select(missing, tf.constant(0f), number));
  }

  /** Adds an id below {@code count}; {@code count} itself where the time is missing. */
  void addId(String name, Operand<TInt64> part, int count, int dimensions) {
    Operand<TInt32> id = tf.dtypes.cast(part, TInt32.class);
    graph.addId(
        new IdSlot(name, missing == null ? count : count + 1, dimensions),
        missing == null ? id : tf.select(missing, tf.constant(count), id));
  }
}
