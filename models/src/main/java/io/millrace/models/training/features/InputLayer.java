package io.millrace.models.training.features;

import io.millrace.models.training.features.EncodedLayout.BagSlot;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * From encoded rows to what a network begins with: the linear sum, and the dense signal of numbers
 * and embeddings. The same in training and serving; its only operations on weights are products,
 * gathers and segment sums, all of which have gradients.
 *
 * <p>"Wide and deep", Cheng et al. 2016: an id of 0 dimensions has a weight of its own in the
 * linear sum and nothing else, unless the dense signal is asked for one-hot ids.
 */
public final class InputLayer {
  /** Linear weights of numbers, of shape [numbers, outputs]. */
  public static final String LINEAR_NUMBERS = "linear_numbers";

  /** Linear weights of all ids, slot by slot and then bag by bag, of shape [ids, outputs]. */
  public static final String LINEAR_IDS = "linear_ids";

  private final Ops tf;
  private final ListOps lists;
  private final EncodedLayout layout;
  private final Tables tables;

  /**
   * One set of weights that the layer reads.
   *
   * @param embedding false for linear weights
   */
  public record Table(String name, Shape shape, boolean embedding) {}

  /**
   * Where the layer's weights are; an own implementation can keep a large table's gradient sparse.
   */
  public interface Tables {
    /** The whole table. */
    Operand<TFloat32> all(String table);

    /** The table's rows of these ids, of shape [ids..., columns]. */
    Operand<TFloat32> rows(String table, Operand<TInt32> ids);
  }

  public InputLayer(Ops tf, EncodedLayout layout, Tables tables) {
    this.tf = tf;
    this.lists = new ListOps(tf);
    this.layout = layout;
    this.tables = tables;
  }

  /** The embeddings of a slot's ids, by the slot's place: its name may be no name in a graph. */
  public static String embedding(int slot) {
    return "embedding_" + slot;
  }

  /** The embeddings of a bag's ids. */
  public static String bagEmbedding(int bag) {
    return "bag_embedding_" + bag;
  }

  /** The tables of the linear sum. */
  public static List<Table> linearTables(EncodedLayout layout, int outputs) {
    List<Table> tables = new ArrayList<>();
    if (layout.numbers() > 0) {
      tables.add(new Table(LINEAR_NUMBERS, Shape.of(layout.numbers(), outputs), false));
    }
    if (layout.idCount() > 0) {
      tables.add(new Table(LINEAR_IDS, Shape.of(layout.idCount(), outputs), false));
    }
    return tables;
  }

  /** The tables of the dense signal. */
  public static List<Table> denseTables(EncodedLayout layout) {
    List<Table> tables = new ArrayList<>();
    for (int s = 0; s < layout.slots().size(); s++) {
      addEmbedding(tables, embedding(s), layout.slots().get(s));
    }
    for (int b = 0; b < layout.bags().size(); b++) {
      addEmbedding(tables, bagEmbedding(b), layout.bags().get(b).slot());
    }
    return tables;
  }

  private static void addEmbedding(List<Table> tables, String name, IdSlot slot) {
    if (slot.dimensions() > 0) {
      tables.add(new Table(name, Shape.of(slot.size(), slot.dimensions()), true));
    }
  }

  /**
   * How wide the dense signal is; 0 when there is none.
   *
   * @param oneHot whether ids of 0 dimensions are in it, as a 1 among zeros
   */
  public static int denseWidth(EncodedLayout layout, boolean oneHot) {
    int width = layout.numbers();
    for (IdSlot slot : layout.slots()) {
      width += width(slot, oneHot);
    }
    for (BagSlot bag : layout.bags()) {
      width += width(bag.slot(), oneHot);
    }
    return width;
  }

  private static int width(IdSlot slot, boolean oneHot) {
    return slot.dimensions() > 0 || !oneHot ? slot.dimensions() : slot.size();
  }

  /**
   * Σ numbers · w + Σ w[id] + Σ pooled w[ids], of shape [rows, outputs]; for a layout not empty.
   */
  public Operand<TFloat32> linear(EncodedInputs rows) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (layout.numbers() > 0) {
      parts.add(tf.linalg.matMul(rows.numbers(), tables.all(LINEAR_NUMBERS)));
    }
    int offset = 0;
    if (!layout.slots().isEmpty()) {
      int[] offsets = new int[layout.slots().size()];
      for (int s = 0; s < offsets.length; s++) {
        offsets[s] = offset;
        offset += layout.slots().get(s).size();
      }
      Operand<TFloat32> chosen =
          tables.rows(LINEAR_IDS, tf.math.add(rows.ids(), tf.constant(offsets)));
      parts.add(tf.sum(chosen, tf.constant(1)));
    }
    for (int b = 0; b < layout.bags().size(); b++) {
      EncodedInputs.Bag bag = rows.bags().get(b);
      Operand<TFloat32> chosen =
          tables.rows(LINEAR_IDS, tf.math.add(bag.ids(), tf.constant(offset)));
      parts.add(pool(layout.bags().get(b), bag, chosen, rows.count()));
      offset += layout.bags().get(b).slot().size();
    }
    return parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
  }

  /**
   * Numbers and embeddings side by side, of shape [rows, {@link #denseWidth}], which must be above
   * 0.
   */
  public Operand<TFloat32> dense(EncodedInputs rows, boolean oneHot) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    if (layout.numbers() > 0) {
      parts.add(rows.numbers());
    }
    for (int s = 0; s < layout.slots().size(); s++) {
      IdSlot slot = layout.slots().get(s);
      if (width(slot, oneHot) > 0) {
        Operand<TInt32> column = tf.gather(rows.ids(), tf.constant(s), tf.constant(1));
        parts.add(vectors(slot, embedding(s), column));
      }
    }
    for (int b = 0; b < layout.bags().size(); b++) {
      BagSlot bag = layout.bags().get(b);
      if (width(bag.slot(), oneHot) > 0) {
        EncodedInputs.Bag values = rows.bags().get(b);
        Operand<TFloat32> vectors = vectors(bag.slot(), bagEmbedding(b), values.ids());
        parts.add(pool(bag, values, vectors, rows.count()));
      }
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  private Operand<TFloat32> vectors(IdSlot slot, String table, Operand<TInt32> ids) {
    return slot.dimensions() > 0
        ? tables.rows(table, ids)
        : tf.oneHot(ids, tf.constant(slot.size()), tf.constant(1f), tf.constant(0f));
  }

  private Operand<TFloat32> pool(
      BagSlot slot, EncodedInputs.Bag bag, Operand<TFloat32> values, Operand<TInt32> count) {
    Operand<TInt32> rowOfEach = lists.rows(bag.splits(), tf.size(bag.ids()));
    return lists.pool(slot.pooling(), values, rowOfEach, bag.weights(), count);
  }
}
