package io.millrace.models.training.objectives;

import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A number. The model's output is {@code prediction}, in the label's unit.
 *
 * @param loss what training makes small
 * @param huberDelta the error from which on {@link Loss#HUBER} is linear, in units of the
 *     transformed label; without effect on other losses
 * @param labelTransform what of the label is learnt
 */
public record Regression(Loss loss, double huberDelta, LabelTransform labelTransform)
    implements Objective {
  /** A third, which of a logarithm is an error by a factor of 1.35. */
  public static final double HUBER_DELTA = 0.3;

  /** The name of the output. */
  public static final String PREDICTION = "prediction";

  /** Where the absolute loss turns round, in deviations of the label. */
  private static final float ROUNDING = 0.1f;

  public Regression {
    boolean fits = huberDelta > 0 && huberDelta < 1e6;
    if (!fits) {
      throw new IllegalArgumentException("huberDelta: " + huberDelta + " (expected: > 0)");
    }
  }

  public Regression(Loss loss, LabelTransform labelTransform) {
    this(loss, HUBER_DELTA, labelTransform);
  }

  @Override
  public List<String> classNames() {
    return List.of();
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public RowLabels labels(String name, Column column) {
    if (column instanceof FloatColumn floats) {
      return row -> {
        int position = floats.valueStart(row);
        return floats.valueEnd(row) - position == 1 ? learnt(floats.value(position)) : Double.NaN;
      };
    }
    if (column instanceof IntColumn ints) {
      return row -> {
        int position = ints.valueStart(row);
        return ints.valueEnd(row) - position == 1
            ? learnt((double) ints.value(position))
            : Double.NaN;
      };
    }
    throw new IllegalArgumentException(
        "label " + name + ": " + column.type() + " (expected: FLOAT or INT)");
  }

  private double learnt(double label) {
    return labelTransform.accepts(label) ? labelTransform.apply(label) : Double.NaN;
  }

  @Override
  public LabelScale scale(LabelMoments moments) {
    return moments.scale();
  }

  @Override
  public Operand<TFloat32> losses(
      Ops tf, LabelScale scale, Operand<TFloat32> given, Operand<TFloat32> labels) {
    Operand<TFloat32> error = tf.math.sub(flat(tf, given), labels);
    return switch (loss) {
      case SQUARED -> tf.math.mul(error, error);
      case ABSOLUTE ->
          tf.math.sub(
              tf.math.sqrt(
                  tf.math.add(tf.math.mul(error, error), tf.constant(ROUNDING * ROUNDING))),
              tf.constant(ROUNDING));
      case HUBER -> {
        Operand<TFloat32> size = tf.math.abs(error);
        Operand<TFloat32> capped =
            tf.math.minimum(size, tf.constant((float) (huberDelta / scale.deviation())));
        yield tf.math.mul(capped, tf.math.sub(size, tf.math.mul(capped, tf.constant(0.5f))));
      }
      case LOG_COSH -> {
        // As |e| + softplus(-2|e|) - ln 2, which does not overflow.
        Operand<TFloat32> size = tf.math.abs(error);
        Operand<TFloat32> rest = tf.math.softplus(tf.math.mul(size, tf.constant(-2f)));
        yield tf.math.sub(tf.math.add(size, rest), tf.constant((float) Math.log(2)));
      }
    };
  }

  @Override
  public List<ModelOutput> outputs(Ops tf, LabelScale scale, Operand<TFloat32> given) {
    Operand<TFloat32> label =
        tf.math.add(
            tf.math.mul(flat(tf, given), tf.constant((float) scale.deviation())),
            tf.constant((float) scale.mean()));
    Operand<TFloat32> prediction =
        switch (labelTransform) {
          case IDENTITY -> label;
          case LOG -> tf.math.exp(label);
          case LOG1P -> tf.math.expm1(label);
        };
    return List.of(new ModelOutput(PREDICTION, prediction, 0));
  }

  /** From [rows, 1] to [rows]. */
  static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> column) {
    return tf.reshape(column, tf.constant(new int[] {-1}));
  }
}
