package io.millrace.models.training;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.features.InputLayer;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.network.NetworkWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Weights of an earlier model for a model whose vocabularies were fitted anew. What belongs to a
 * value goes to the value's new id; a new value gets what belonged to unknown ones, as which it was
 * looked up until then.
 */
final class CarriedWeights {
  private static final int UNKNOWN = 1;

  private final EncoderSet before;
  private final EncoderSet after;
  private final List<IdSlot> slots;
  private final List<int[]> oldIds = new ArrayList<>();

  /**
   * @throws EncodersMisfitException when the features now give other numbers or slots than before
   */
  CarriedWeights(EncoderSet before, EncoderSet after) {
    this.before = before;
    this.after = after;
    EncodedLayout old = before.layout();
    EncodedLayout now = after.layout();
    if (old.numbers() != now.numbers()) {
      throw new EncodersMisfitException(
          "warm start: "
              + now.numbers()
              + " numbers a row with encoders fitted anew (expected: "
              + old.numbers()
              + ", as before; keep the encoders, or start from scratch)");
    }
    slots = allSlots(now);
    List<IdSlot> oldSlots = allSlots(old);
    for (int s = 0; s < slots.size(); s++) {
      oldIds.add(oldIds(slots.get(s), oldSlots.get(s).size()));
    }
  }

  private static List<IdSlot> allSlots(EncodedLayout layout) {
    List<IdSlot> slots = new ArrayList<>(layout.slots());
    layout.bags().forEach(bag -> slots.add(bag.slot()));
    return slots;
  }

  /** For every new id the old one. */
  private int[] oldIds(IdSlot slot, int oldSize) {
    List<String> values = after.values(slot.name());
    List<String> oldValues = before.values(slot.name());
    int first = slot.size() - values.size();
    Map<String, Integer> oldById = new HashMap<>();
    for (int i = 0; i < oldValues.size(); i++) {
      oldById.put(oldValues.get(i), oldSize - oldValues.size() + i);
    }
    int[] ids = new int[slot.size()];
    for (int id = 0; id < ids.length; id++) {
      ids[id] =
          id < first
              ? Math.min(id, oldSize - 1)
              : oldById.getOrDefault(values.get(id - first), Math.min(UNKNOWN, oldSize - 1));
    }
    return ids;
  }

  /** The earlier weights, each table's rows where its ids are now. */
  Map<String, float[]> of(Map<String, float[]> weights, ModelShape shape, int width) {
    Map<String, float[]> carried = new LinkedHashMap<>(weights);
    if (weights.containsKey(InputLayer.LINEAR_IDS)) {
      carried.put(
          InputLayer.LINEAR_IDS,
          rows(Objects.requireNonNull(weights.get(InputLayer.LINEAR_IDS)), linearRows(), width));
    }
    int numberOfSlots = after.layout().slots().size();
    for (int s = 0; s < slots.size(); s++) {
      String name =
          s < numberOfSlots ? InputLayer.embedding(s) : InputLayer.bagEmbedding(s - numberOfSlots);
      float[] vectors = weights.get(name);
      if (vectors != null) {
        carried.put(name, rows(vectors, oldIds.get(s), slots.get(s).dimensions()));
      }
    }
    if (shape.isOneHot()) {
      String kernel = NetworkWeights.FIRST_KERNEL;
      float[] values = Objects.requireNonNull(weights.get(kernel));
      carried.put(kernel, rows(values, denseRows(), shape.hidden().get(0)));
    }
    return carried;
  }

  private static float[] rows(float[] values, int[] oldRows, int width) {
    float[] moved = new float[oldRows.length * width];
    for (int row = 0; row < oldRows.length; row++) {
      System.arraycopy(values, oldRows[row] * width, moved, row * width, width);
    }
    return moved;
  }

  private int[] linearRows() {
    int[] rows = new int[after.layout().idCount()];
    List<IdSlot> oldSlots = allSlots(before.layout());
    int at = 0;
    int oldOffset = 0;
    for (int s = 0; s < slots.size(); s++) {
      for (int old : oldIds.get(s)) {
        rows[at++] = oldOffset + old;
      }
      oldOffset += oldSlots.get(s).size();
    }
    return rows;
  }

  /** Rows of the first kernel: numbers, then what each slot gives to the network. */
  private int[] denseRows() {
    int[] rows = new int[InputLayer.denseWidth(after.layout(), true)];
    List<IdSlot> oldSlots = allSlots(before.layout());
    int at = 0;
    int oldOffset = 0;
    for (; at < after.layout().numbers(); at++) {
      rows[at] = oldOffset++;
    }
    for (int s = 0; s < slots.size(); s++) {
      int dimensions = slots.get(s).dimensions();
      if (dimensions > 0) {
        for (int d = 0; d < dimensions; d++) {
          rows[at++] = oldOffset + d;
        }
        oldOffset += dimensions;
      } else {
        for (int old : oldIds.get(s)) {
          rows[at++] = oldOffset + old;
        }
        oldOffset += oldSlots.get(s).size();
      }
    }
    return rows;
  }
}
