package io.millrace.models.training.features;

import java.util.List;

/**
 * What encoded rows consist of.
 *
 * @param numbers how many numbers a row has
 * @param slots one id a row each
 * @param bags any number of ids a row each
 */
public record EncodedLayout(int numbers, List<IdSlot> slots, List<BagSlot> bags) {

  public EncodedLayout {
    slots = List.copyOf(slots);
    bags = List.copyOf(bags);
  }

  /** How many ids there are in all slots and bags together, each slot with its own. */
  public int idCount() {
    int count = 0;
    for (IdSlot slot : slots) {
      count += slot.size();
    }
    for (BagSlot bag : bags) {
      count += bag.slot().size();
    }
    return count;
  }

  /**
   * A set of ids.
   *
   * @param name unique in the model
   * @param size ids are 0 to size (out)
   * @param dimensions size of the embedding; 0 for none
   */
  public record IdSlot(String name, int size, int dimensions) {}

  /**
   * Ids of which a row has any number.
   *
   * @param pooling how what belongs to a row's ids becomes one
   * @param weighted whether every id has a weight
   */
  public record BagSlot(IdSlot slot, Pooling pooling, boolean weighted) {}
}
