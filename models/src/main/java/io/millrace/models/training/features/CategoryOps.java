package io.millrace.models.training.features;

import io.millrace.models.training.features.EncodedLayout.BagSlot;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** From the text of a column, one a row or lists of them, to ids of a slot or a bag. */
final class CategoryOps {
  private CategoryOps() {}

  /**
   * Adds a column's ids.
   *
   * @param ids from texts to ids, of the same shape
   */
  static void add(
      EncoderGraph graph, String column, IdSlot slot, Pooling pooling, String weights, Lookup ids) {
    if (!pooling.isPooled()) {
      graph.addId(slot, ids.of(graph.text(column)));
      return;
    }
    EncoderGraph.Lists<TString> lists = graph.textLists(column);
    addBag(graph, slot, pooling, weights, lists.splits(), ids.of(lists.values()));
  }

  /** Adds the ids of lists as a bag. */
  static void addBag(
      EncoderGraph graph,
      IdSlot slot,
      Pooling pooling,
      String weights,
      Operand<TInt32> splits,
      Operand<TInt32> ids) {
    Operand<TFloat32> weight = null;
    if (!weights.isEmpty()) {
      ListOps lists = new ListOps(graph.tf());
      Operand<TInt32> rows = lists.rows(splits, graph.tf().size(ids));
      weight = lists.weights(graph.numberLists(weights), splits, rows);
    }
    graph.addBag(
        new BagSlot(slot, pooling, weight != null), new EncodedInputs.Bag(splits, ids, weight));
  }

  /** From texts to ids. */
  interface Lookup {
    Operand<TInt32> of(Operand<TString> text);
  }

  /** 0 of empty texts, and 1 and above, up to {@code buckets}, of all others, by their hash. */
  static Operand<TInt32> hash(Ops tf, Operand<TString> text, int buckets) {
    Operand<TInt64> bucket = tf.strings.toHashBucketFast(text, (long) buckets);
    Operand<TInt32> id = tf.math.add(tf.dtypes.cast(bucket, TInt32.class), tf.constant(1));
    return tf.select(isEmpty(tf, text), tf.constant(0), id);
  }

  static Operand<TBool> isEmpty(Ops tf, Operand<TString> text) {
    return tf.math.equal(text, tf.constant(""));
  }
}
