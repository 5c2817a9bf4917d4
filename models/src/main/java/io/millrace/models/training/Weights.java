package io.millrace.models.training;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * The model's weights by name, as arrays in row-major order. What a weight is for: see {@link
 * PredictionGraph}.
 */
final class Weights {
  static final String BIAS = "bias";
  static final String NUMBERS = "linear_numbers";
  static final String IDS = "linear_ids";

  private final List<Weight> weights = new ArrayList<>();

  /** One variable; {@code penalised} if it shall be small. */
  @SuppressWarnings("ArrayRecordComponent")
  record Weight(String name, Shape shape, boolean penalised, float[] values) {}

  /** The weights before training: the linear part is 0, the rest small and random. */
  static Weights initial(int numbers, List<IdSlot> slots, List<Integer> hidden, long seed) {
    Weights weights = new Weights();
    Random random = new Random(seed);
    weights.add(BIAS, Shape.of(1), false, random, 0);
    if (numbers > 0) {
      weights.add(NUMBERS, Shape.of(numbers, 1), true, random, 0);
    }
    int ids = 0;
    int width = numbers;
    for (IdSlot slot : slots) {
      ids += slot.size();
      width += slot.dimensions();
    }
    if (ids > 0) {
      weights.add(IDS, Shape.of(ids), true, random, 0);
    }
    if (hidden.isEmpty() || width == 0) {
      return weights;
    }
    for (int s = 0; s < slots.size(); s++) {
      IdSlot slot = slots.get(s);
      if (slot.dimensions() > 0) {
        Shape shape = Shape.of(slot.size(), slot.dimensions());
        weights.add(embedding(s), shape, true, random, 0.1);
      }
    }
    for (int layer = 0; layer < hidden.size(); layer++) {
      int size = hidden.get(layer);
      // He et al. 2015: a variance of 2/n keeps the signal's size through a rectified layer.
      weights.add(kernel(layer), Shape.of(width, size), true, random, Math.sqrt(2.0 / width));
      weights.add(bias(layer), Shape.of(size), false, random, 0);
      width = size;
    }
    weights.add(kernel(hidden.size()), Shape.of(width, 1), true, random, Math.sqrt(1.0 / width));
    return weights;
  }

  /** The embeddings of a slot's ids, by the slot's place: its name may be no name in a graph. */
  static String embedding(int slot) {
    return "embedding_" + slot;
  }

  static String kernel(int layer) {
    return "hidden_" + layer + "_kernel";
  }

  static String bias(int layer) {
    return "hidden_" + layer + "_bias";
  }

  private void add(String name, Shape shape, boolean penalised, Random random, double deviation) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; deviation > 0 && i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    weights.add(new Weight(name, shape, penalised, values));
  }

  List<Weight> all() {
    return weights;
  }

  boolean has(String name) {
    return weights.stream().anyMatch(weight -> weight.name().equals(name));
  }

  Weight get(String name) {
    return weights.stream()
        .filter(weight -> weight.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("weight: " + name + " (expected: known)"));
  }

  /**
   * Gives ids that no training row had (an unknown category, an hour without rows) the mean weight
   * of those that had, by their number of rows. Nothing was learnt about them, and their initial
   * values would be noise.
   *
   * @param counts rows by slot and id
   */
  void fillUnseen(List<IdSlot> slots, long[][] counts) {
    int offset = 0;
    for (int s = 0; s < slots.size(); s++) {
      IdSlot slot = slots.get(s);
      fillUnseen(get(IDS).values(), offset, 1, counts[s]);
      if (has(embedding(s))) {
        fillUnseen(get(embedding(s)).values(), 0, slot.dimensions(), counts[s]);
      }
      offset += slot.size();
    }
  }

  private static void fillUnseen(float[] values, int offset, int dimensions, long[] counts) {
    for (int d = 0; d < dimensions; d++) {
      double sum = 0;
      long rows = 0;
      for (int id = 0; id < counts.length; id++) {
        sum += (double) counts[id] * values[offset + id * dimensions + d];
        rows += counts[id];
      }
      for (int id = 0; id < counts.length; id++) {
        if (counts[id] == 0) {
          values[offset + id * dimensions + d] = (float) (sum / rows);
        }
      }
    }
  }
}
