package io.millrace.models.training.objectives;

import io.millrace.models.data.Column;
import java.util.HashSet;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * One of several classes, learnt by the cross entropy of a softmax. The model's outputs are {@code
 * probabilities}, one a class in the order of {@code classes}, and {@code class}, the name of the
 * likeliest.
 *
 * <p>The label is the class's name, as with {@link Binary}.
 *
 * @param classes their names, two at least
 */
public record MultiClass(List<String> classes) implements Objective {
  /** The name of the output with the classes' probabilities. */
  public static final String PROBABILITIES = "probabilities";

  public MultiClass {
    classes = List.copyOf(classes);
    if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException(
          "classes: " + classes + " (expected: two or more, each named once)");
    }
  }

  @Override
  public List<String> classNames() {
    return classes;
  }

  @Override
  public int width() {
    return classes.size();
  }

  @Override
  public RowLabels labels(String name, Column column) {
    return new ClassNames(classes).of(column);
  }

  @Override
  public LabelScale scale(LabelMoments moments) {
    return LabelScale.NONE;
  }

  @Override
  public Operand<TFloat32> losses(
      Ops tf, LabelScale scale, Operand<TFloat32> given, Operand<TFloat32> labels) {
    // Against the classes as ones among zeros: the sparse form has no gradient outside Python.
    Operand<TFloat32> wanted =
        tf.oneHot(
            tf.dtypes.cast(labels, TInt32.class),
            tf.constant(width()),
            tf.constant(1f),
            tf.constant(0f));
    return tf.nn.softmaxCrossEntropyWithLogits(given, wanted).loss();
  }

  @Override
  public List<ModelOutput> outputs(Ops tf, LabelScale scale, Operand<TFloat32> given) {
    Operand<TString> names =
        tf.withName(Binary.CLASS_NAMES)
            .constant(NdArrays.vectorOfObjects(classes.toArray(String[]::new)));
    Operand<TInt32> likeliest = tf.math.argMax(given, tf.constant(1), TInt32.class);
    return List.of(
        new ModelOutput(PROBABILITIES, tf.nn.softmax(given), width()),
        new ModelOutput(Binary.CLASS, tf.gather(names, likeliest, tf.constant(0)), 0));
  }
}
