package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Rows in tensors that stay the same from step to step, so that a step is fed only which of them it
 * takes. Lists, whose rows differ in length, stay in arrays.
 */
public final class RowWindow implements AutoCloseable {
  private final int count;
  private final TFloat32 numbers;
  private final TInt32 ids;
  private final TFloat32 labels;
  private final TFloat32 weights;
  private final List<EncodedRows.Bag> bags = new ArrayList<>();

  private RowWindow(EncodedLayout layout, int count) {
    this.count = count;
    numbers = Tensor.of(TFloat32.class, Shape.of(count, layout.numbers()));
    ids = Tensor.of(TInt32.class, Shape.of(count, layout.slots().size()));
    labels = Tensor.of(TFloat32.class, Shape.of(count));
    weights = Tensor.of(TFloat32.class, Shape.of(count));
  }

  static RowWindow of(EncodedLayout layout, List<RowChunk> chunks) {
    int count = 0;
    for (RowChunk chunk : chunks) {
      count += chunk.count();
    }
    RowWindow window = new RowWindow(layout, count);
    long at = 0;
    for (RowChunk chunk : chunks) {
      window.write(layout, chunk, at);
      at += chunk.count();
    }
    for (int b = 0; b < layout.bags().size(); b++) {
      window.bags.add(joined(chunks, b, count));
    }
    return window;
  }

  private void write(EncodedLayout layout, RowChunk chunk, long at) {
    write(numbers, chunk.rows().numbers(), at * layout.numbers());
    int[] chunkIds = chunk.rows().ids();
    if (chunkIds.length > 0) {
      ids.asRawTensor().data().asInts().offset(at * layout.slots().size()).write(chunkIds);
    }
    write(labels, chunk.labels(), at);
    write(weights, chunk.weights(), at);
  }

  private static void write(TFloat32 tensor, float[] values, long at) {
    if (values.length > 0) {
      tensor.asRawTensor().data().asFloats().offset(at).write(values);
    }
  }

  private static EncodedRows.Bag joined(List<RowChunk> chunks, int bag, int count) {
    int size = 0;
    for (RowChunk chunk : chunks) {
      size = Math.addExact(size, chunk.rows().bags().get(bag).splits()[chunk.count()]);
    }
    int[] splits = new int[count + 1];
    int[] ids = new int[size];
    float @Nullable [] weights = null;
    int row = 0;
    for (RowChunk chunk : chunks) {
      EncodedRows.Bag part = chunk.rows().bags().get(bag);
      int start = splits[row];
      for (int r = 1; r <= chunk.count(); r++) {
        splits[row + r] = start + part.splits()[r];
      }
      int length = part.splits()[chunk.count()];
      System.arraycopy(part.ids(), 0, ids, start, length);
      if (part.weights() != null) {
        weights = weights == null ? new float[size] : weights;
        System.arraycopy(part.weights(), 0, weights, start, length);
      }
      row += chunk.count();
    }
    return new EncodedRows.Bag(splits, ids, weights);
  }

  /** How many rows it has. */
  public int count() {
    return count;
  }

  /** Of shape [count, numbers]. */
  public TFloat32 numbers() {
    return numbers;
  }

  /** Of shape [count, slots]. */
  public TInt32 ids() {
    return ids;
  }

  /** Of shape [count]. */
  public TFloat32 labels() {
    return labels;
  }

  /** Of shape [count]. */
  public TFloat32 weights() {
    return weights;
  }

  public List<EncodedRows.Bag> bags() {
    return bags;
  }

  /** 0 to {@link #count} (out), in this order. */
  public int[] inOrder() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  @Override
  public void close() {
    numbers.close();
    ids.close();
    labels.close();
    weights.close();
  }
}
