package io.millrace.models.training;

import io.millrace.models.training.features.EncodedInputs;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.rows.RowWindow;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Where a batch of encoded rows enters a graph: all rows of a window, and which of them the batch
 * takes.
 */
final class BatchInputs {
  private final Ops tf;
  private final EncodedLayout layout;
  private final Placeholder<TFloat32> numbers;
  private final Placeholder<TInt32> ids;
  private final Placeholder<TFloat32> allLabels;
  private final Placeholder<TFloat32> allWeights;
  private final Placeholder<TInt32> picked;
  private final List<EncodedInputs.Bag> bags = new ArrayList<>();
  private final EncodedInputs rows;
  private final Operand<TFloat32> labels;
  private final Operand<TFloat32> weights;

  BatchInputs(Ops tf, EncodedLayout layout) {
    this.tf = tf;
    this.layout = layout;
    numbers = placeholder(TFloat32.class, Shape.of(-1, layout.numbers()));
    ids = placeholder(TInt32.class, Shape.of(-1, layout.slots().size()));
    allLabels = placeholder(TFloat32.class, Shape.of(-1));
    allWeights = placeholder(TFloat32.class, Shape.of(-1));
    picked = placeholder(TInt32.class, Shape.of(-1));
    for (EncodedLayout.BagSlot bag : layout.bags()) {
      bags.add(
          new EncodedInputs.Bag(
              placeholder(TInt32.class, Shape.of(-1)),
              placeholder(TInt32.class, Shape.of(-1)),
              bag.weighted() ? placeholder(TFloat32.class, Shape.of(-1)) : null));
    }
    rows = new EncodedInputs(tf.size(picked), pick(numbers), pick(ids), bags);
    labels = pick(allLabels);
    weights = pick(allWeights);
  }

  private <T extends TType> Placeholder<T> placeholder(Class<T> type, Shape shape) {
    return tf.placeholder(type, Placeholder.shape(shape));
  }

  private <T extends TType> Operand<T> pick(Operand<T> all) {
    return tf.gather(all, picked, tf.constant(0));
  }

  EncodedInputs rows() {
    return rows;
  }

  /** Of shape [rows]. */
  Operand<TFloat32> labels() {
    return labels;
  }

  /** Of shape [rows]. */
  Operand<TFloat32> weights() {
    return weights;
  }

  /**
   * Feeds {@code size} rows of {@code order}, from {@code from} on.
   *
   * @param fed takes what the caller has to close after the call
   */
  void feed(
      Session.Runner runner, RowWindow window, int[] order, int from, int size, List<Tensor> fed) {
    if (layout.numbers() > 0) {
      runner.feed(numbers, window.numbers());
    }
    if (!layout.slots().isEmpty()) {
      runner.feed(ids, window.ids());
    }
    runner.feed(allLabels, window.labels()).feed(allWeights, window.weights());
    feed(runner, picked, order, from, size, fed);
    for (int b = 0; b < bags.size(); b++) {
      EncodedRows.Bag bag = window.bags().get(b).select(order, from, size);
      feed(runner, bags.get(b).splits(), bag.splits(), 0, size + 1, fed);
      feed(runner, bags.get(b).ids(), bag.ids(), 0, bag.ids().length, fed);
      Operand<TFloat32> bagWeights = bags.get(b).weights();
      float[] values = bag.weights();
      if (bagWeights != null && values != null) {
        TFloat32 tensor = Tensor.of(TFloat32.class, Shape.of(values.length));
        fed.add(tensor);
        if (values.length > 0) {
          tensor.asRawTensor().data().asFloats().write(values);
        }
        runner.feed(bagWeights, tensor);
      }
    }
  }

  private static void feed(
      Session.Runner runner,
      Operand<TInt32> into,
      int[] values,
      int from,
      int size,
      List<Tensor> fed) {
    TInt32 tensor = Tensor.of(TInt32.class, Shape.of(size));
    fed.add(tensor);
    if (size > 0) {
      tensor.asRawTensor().data().asInts().write(values, from, size);
    }
    runner.feed(into, tensor);
  }
}
