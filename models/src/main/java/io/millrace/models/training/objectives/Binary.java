package io.millrace.models.training.objectives;

import io.millrace.models.data.Column;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * One of two classes, learnt by logistic loss. The model's outputs are {@code probability}, that of
 * the second class, and {@code class}, the name of the likelier one.
 *
 * <p>The label is the class's name: a text, an integer, or a float that is a whole number, both in
 * decimal. Rows with any other label are not learnt from.
 *
 * @param negative name of the first class
 * @param positive name of the second
 */
public record Binary(String negative, String positive) implements Objective {
  /** The name of the output with the positive class's probability. */
  public static final String PROBABILITY = "probability";

  /** The name of the output with the likelier class's name. */
  public static final String CLASS = "class";

  /** The name of the constant with the names of the classes. */
  public static final String CLASS_NAMES = "class_names";

  public Binary {
    if (negative.equals(positive)) {
      throw new IllegalArgumentException("classes: twice " + positive + " (expected: two)");
    }
  }

  /** The labels 0 and 1. */
  public Binary() {
    this("0", "1");
  }

  @Override
  public List<String> classNames() {
    return List.of(negative, positive);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public RowLabels labels(String name, Column column) {
    return new ClassNames(classNames()).of(column);
  }

  @Override
  public LabelScale scale(LabelMoments moments) {
    return LabelScale.NONE;
  }

  /** −y ln p − (1 − y) ln(1 − p) with p = 1/(1 + e^−z), which is softplus(z) − z y. */
  @Override
  public Operand<TFloat32> losses(
      Ops tf, LabelScale scale, Operand<TFloat32> given, Operand<TFloat32> labels) {
    Operand<TFloat32> logit = Regression.flat(tf, given);
    return tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, labels));
  }

  @Override
  public List<ModelOutput> outputs(Ops tf, LabelScale scale, Operand<TFloat32> given) {
    Operand<TFloat32> logit = Regression.flat(tf, given);
    Operand<TInt32> likelier =
        tf.dtypes.cast(tf.math.greater(logit, tf.constant(0f)), TInt32.class);
    Operand<TString> names =
        tf.withName(CLASS_NAMES).constant(NdArrays.vectorOfObjects(negative, positive));
    return List.of(
        new ModelOutput(PROBABILITY, tf.math.sigmoid(logit), 0),
        new ModelOutput(CLASS, tf.gather(names, likelier, tf.constant(0)), 0));
  }
}
