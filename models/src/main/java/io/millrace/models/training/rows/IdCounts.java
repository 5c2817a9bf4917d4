package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;

/** How often each id came in the training rows. */
public final class IdCounts {
  private final long[][] slots;
  private final long[][] bags;

  IdCounts(EncodedLayout layout) {
    slots = layout.slots().stream().map(slot -> new long[slot.size()]).toArray(long[][]::new);
    bags = layout.bags().stream().map(bag -> new long[bag.slot().size()]).toArray(long[][]::new);
  }

  void add(EncodedRows rows) {
    int[] ids = rows.ids();
    for (int i = 0; i < ids.length; i++) {
      slots[i % slots.length][ids[i]]++;
    }
    for (int b = 0; b < bags.length; b++) {
      EncodedRows.Bag bag = rows.bags().get(b);
      for (int i = 0; i < bag.splits()[rows.count()]; i++) {
        bags[b][bag.ids()[i]]++;
      }
    }
  }

  /** By id of a slot; not a copy. */
  public long[] ofSlot(int slot) {
    return slots[slot];
  }

  /** By id of a bag's slot; not a copy. */
  public long[] ofBag(int bag) {
    return bags[bag];
  }
}
