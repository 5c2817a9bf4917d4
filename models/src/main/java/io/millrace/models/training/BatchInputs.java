package io.millrace.models.training;

import io.millrace.models.training.features.EncodedInputs;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.rows.PickedRows;
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

/** Where a batch of encoded rows enters a graph. */
final class BatchInputs {
  private final Ops tf;
  private final EncodedLayout layout;
  private final Placeholder<TFloat32> numbers;
  private final Placeholder<TInt32> ids;
  private final Placeholder<TFloat32> labels;
  private final Placeholder<TFloat32> weights;
  private final List<EncodedInputs.Bag> bags = new ArrayList<>();
  private PickedRows picked;

  BatchInputs(Ops tf, EncodedLayout layout) {
    this.tf = tf;
    this.layout = layout;
    numbers = placeholder(TFloat32.class, Shape.of(-1, layout.numbers()));
    ids = placeholder(TInt32.class, Shape.of(-1, layout.slots().size()));
    labels = placeholder(TFloat32.class, Shape.of(-1));
    weights = placeholder(TFloat32.class, Shape.of(-1));
    for (EncodedLayout.BagSlot bag : layout.bags()) {
      bags.add(
          new EncodedInputs.Bag(
              placeholder(TInt32.class, Shape.of(-1)),
              placeholder(TInt32.class, Shape.of(-1)),
              bag.weighted() ? placeholder(TFloat32.class, Shape.of(-1)) : null));
    }
    picked = PickedRows.room(layout, 0);
  }

  private <T extends TType> Placeholder<T> placeholder(Class<T> type, Shape shape) {
    return tf.placeholder(type, Placeholder.shape(shape));
  }

  EncodedInputs rows() {
    return new EncodedInputs(tf.size(labels), numbers, ids, bags);
  }

  /** Of shape [rows]. */
  Operand<TFloat32> labels() {
    return labels;
  }

  /** How much each row of the batch counts, by the number of its rows; of shape [rows]. */
  Operand<TFloat32> weights() {
    return weights;
  }

  /**
   * Feeds a batch.
   *
   * @param fed takes what the caller has to close after the call
   */
  void feed(Session.Runner runner, RowBatch batch, List<Tensor> fed) {
    int size = batch.size();
    if (size > picked.rows()) {
      picked = PickedRows.room(layout, size);
    }
    batch.window().pick(batch.order(), batch.from(), size, picked);
    for (int i = 0; i < size; i++) {
      picked.weights()[i] /= size;
    }
    if (layout.numbers() > 0) {
      feed(runner, numbers, picked.numbers(), Shape.of(size, layout.numbers()), fed);
    }
    if (!layout.slots().isEmpty()) {
      feed(runner, ids, picked.ids(), Shape.of(size, layout.slots().size()), fed);
    }
    feed(runner, labels, picked.labels(), Shape.of(size), fed);
    feed(runner, weights, picked.weights(), Shape.of(size), fed);
    for (int b = 0; b < bags.size(); b++) {
      EncodedRows.Bag bag = batch.window().pickBag(b, batch.order(), batch.from(), size);
      feed(runner, bags.get(b).splits(), bag.splits(), Shape.of(size + 1), fed);
      feed(runner, bags.get(b).ids(), bag.ids(), Shape.of(bag.ids().length), fed);
      Operand<TFloat32> bagWeights = bags.get(b).weights();
      float[] values = bag.weights();
      if (bagWeights != null && values != null) {
        feed(runner, bagWeights, values, Shape.of(values.length), fed);
      }
    }
  }

  private static void feed(
      Session.Runner runner,
      Operand<TFloat32> into,
      float[] values,
      Shape shape,
      List<Tensor> fed) {
    TFloat32 tensor = Tensor.of(TFloat32.class, shape);
    fed.add(tensor);
    if (shape.size() > 0) {
      tensor.asRawTensor().data().asFloats().write(values, 0, (int) shape.size());
    }
    runner.feed(into, tensor);
  }

  private static void feed(
      Session.Runner runner, Operand<TInt32> into, int[] values, Shape shape, List<Tensor> fed) {
    TInt32 tensor = Tensor.of(TInt32.class, shape);
    fed.add(tensor);
    if (shape.size() > 0) {
      tensor.asRawTensor().data().asInts().write(values, 0, (int) shape.size());
    }
    runner.feed(into, tensor);
  }
}
