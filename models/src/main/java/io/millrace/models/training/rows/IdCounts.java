package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often each id came in the training rows. */
public final class IdCounts {
  private static final int VERSION = 1;

  private final long[][] slots;
  private final long[][] bags;

  /** None of any. */
  public IdCounts(EncodedLayout layout) {
    slots = layout.slots().stream().map(slot -> new long[slot.size()]).toArray(long[][]::new);
    bags = layout.bags().stream().map(bag -> new long[bag.slot().size()]).toArray(long[][]::new);
  }

  private IdCounts(long[][] slots, long[][] bags) {
    this.slots = slots;
    this.bags = bags;
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

  /** Adds those of other rows, of the same layout. */
  public void add(IdCounts other) {
    add(slots, other.slots);
    add(bags, other.bags);
  }

  private static void add(long[][] to, long[][] more) {
    for (int i = 0; i < to.length; i++) {
      for (int id = 0; id < to[i].length; id++) {
        to[i][id] += more[i][id];
      }
    }
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    write(out, slots);
    write(out, bags);
  }

  private static void write(DataOutput out, long[][] counts) throws IOException {
    out.writeInt(counts.length);
    for (long[] ofSlot : counts) {
      out.writeInt(ofSlot.length);
      for (long count : ofSlot) {
        out.writeLong(count);
      }
    }
  }

  public static IdCounts readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("id counts: version " + version + " (expected: " + VERSION + ")");
    }
    return new IdCounts(read(in), read(in));
  }

  private static long[][] read(DataInput in) throws IOException {
    long[][] counts = new long[in.readInt()][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new long[in.readInt()];
      for (int id = 0; id < counts[i].length; id++) {
        counts[i][id] = in.readLong();
      }
    }
    return counts;
  }
}
