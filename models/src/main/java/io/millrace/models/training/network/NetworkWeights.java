package io.millrace.models.training.network;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.InputLayer;
import io.millrace.models.training.rows.IdCounts;
import io.millrace.models.training.rows.Shuffle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** Which weights a network has, and what they are before training. */
public final class NetworkWeights {
  /** The weights between the network's inputs and its first hidden layer. */
  public static final String FIRST_KERNEL = kernel(0);

  static final String BIAS = "bias";

  private NetworkWeights() {}

  /**
   * The weights of a network, in a fixed order.
   *
   * @param width how many numbers a row it gives
   */
  public static List<WeightSpec> of(ModelShape shape, EncodedLayout layout, int width) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(new WeightSpec(BIAS, Shape.of(width), 0, false, false));
    if (shape.isWide()) {
      for (InputLayer.Table table : InputLayer.linearTables(layout, width)) {
        weights.add(new WeightSpec(table.name(), table.shape(), 0, true, isLookedUp(table)));
      }
    }
    int inputs = shape.inputs(layout);
    if (inputs == 0) {
      return weights;
    }
    for (InputLayer.Table table : InputLayer.denseTables(layout)) {
      weights.add(new WeightSpec(table.name(), table.shape(), 0.1, true, true));
    }
    int layer = 0;
    for (int size : shape.hidden()) {
      // He et al. 2015: a variance of 2/n keeps the signal's size through a rectified layer.
      double deviation = Math.sqrt(2.0 / inputs);
      weights.add(new WeightSpec(kernel(layer), Shape.of(inputs, size), deviation, true, false));
      weights.add(new WeightSpec(bias(layer++), Shape.of(size), 0, false, false));
      inputs = size;
    }
    double deviation = Math.sqrt(1.0 / inputs);
    weights.add(new WeightSpec(kernel(layer), Shape.of(inputs, width), deviation, true, false));
    return weights;
  }

  private static boolean isLookedUp(InputLayer.Table table) {
    return table.name().equals(InputLayer.LINEAR_IDS);
  }

  static String kernel(int layer) {
    return "hidden_" + layer + "_kernel";
  }

  static String bias(int layer) {
    return "hidden_" + layer + "_bias";
  }

  /** The weights before training, by name, row-major. */
  public static Map<String, float[]> initial(List<WeightSpec> weights, long seed) {
    Map<String, float[]> all = new LinkedHashMap<>();
    for (WeightSpec weight : weights) {
      float[] values = new float[Math.toIntExact(weight.shape().size())];
      Random random = new Random(Shuffle.seed(seed, all.size()));
      for (int i = 0; weight.deviation() > 0 && i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * weight.deviation());
      }
      all.put(weight.name(), values);
    }
    return all;
  }

  /**
   * Gives ids that no training row had (an unknown category, an hour without rows) the mean weight
   * of those that had, by their number of rows. Nothing was learnt about them, and their initial
   * values would be noise.
   */
  public static void fillUnseen(
      Map<String, float[]> weights,
      ModelShape shape,
      EncodedLayout layout,
      int width,
      IdCounts counts) {
    int linear = 0;
    int dense = layout.numbers();
    for (int s = 0; s < layout.slots().size() + layout.bags().size(); s++) {
      boolean isBag = s >= layout.slots().size();
      int b = s - layout.slots().size();
      EncodedLayout.IdSlot slot = isBag ? layout.bags().get(b).slot() : layout.slots().get(s);
      long[] rows = isBag ? counts.ofBag(b) : counts.ofSlot(s);
      if (shape.isWide()) {
        float[] values = Objects.requireNonNull(weights.get(InputLayer.LINEAR_IDS));
        fillUnseen(values, linear * width, width, rows);
      }
      String embedding = isBag ? InputLayer.bagEmbedding(b) : InputLayer.embedding(s);
      float[] vectors = weights.get(embedding);
      if (vectors != null) {
        fillUnseen(vectors, 0, slot.dimensions(), rows);
      }
      boolean oneHot = shape.isOneHot() && slot.dimensions() == 0;
      if (oneHot) {
        float[] kernel = Objects.requireNonNull(weights.get(kernel(0)));
        int outputs = shape.hidden().get(0);
        fillUnseen(kernel, dense * outputs, outputs, rows);
      }
      linear += slot.size();
      dense += oneHot ? slot.size() : slot.dimensions();
    }
  }

  private static void fillUnseen(float[] values, int offset, int dimensions, long[] counts) {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    for (int d = 0; d < dimensions && rows > 0; d++) {
      double sum = 0;
      for (int id = 0; id < counts.length; id++) {
        sum += (double) counts[id] * values[offset + id * dimensions + d];
      }
      for (int id = 0; id < counts.length; id++) {
        if (counts[id] == 0) {
          values[offset + id * dimensions + d] = (float) (sum / rows);
        }
      }
    }
  }
}
