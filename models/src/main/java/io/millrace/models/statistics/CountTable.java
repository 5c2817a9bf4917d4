package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A hash table from byte strings, kept in one array, to counts; a string's id is its position. */
final class CountTable {
  private static final double NOTHING = 1e-8;
  private static final int FEW = 16;
  // Longer arrays are more than some virtual machines can make.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int[] starts;
  private long[] hashes;
  private double[] counts;
  // By the lower half of the hash: its upper half and id + 1, or 0 where there is none. Whether a
  // string is there is thus known from one place in memory, most often the first that is looked at,
  // since the slots are a power of two and at most half of them full.
  private long[] slots;
  private int size;

  CountTable() {
    bytes = new byte[64];
    starts = new int[FEW + 1];
    hashes = new long[FEW];
    counts = new double[FEW];
    slots = new long[slotsFor(FEW)];
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the string's bytes start; they end where the next one's start. */
  int start(int id) {
    return starts[id];
  }

  int length(int id) {
    return starts[id + 1] - starts[id];
  }

  long hash(int id) {
    return hashes[id];
  }

  double count(int id) {
    return counts[id];
  }

  String text(int id) {
    return new String(bytes, starts[id], starts[id + 1] - starts[id], StandardCharsets.UTF_8);
  }

  /** The id of this string, or ~ the slot that it would have. */
  int find(byte[] source, int from, int length, long hash) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    for (long slot = slots[at]; slot != 0; slot = slots[at]) {
      int id = (int) slot - 1;
      if ((slot ^ hash) >>> 32 == 0 && isAt(starts[id], starts[id + 1], source, from, length)) {
        return id;
      }
      at = (at + 1) & mask;
    }
    return ~at;
  }

  /** What is looked at first for a string of this hash: to have it at hand once it is needed. */
  long touch(long hash) {
    return slots[(int) hash & (slots.length - 1)];
  }

  private boolean isAt(int start, int end, byte[] source, int from, int length) {
    if (end - start != length) {
      return false;
    }
    return Fingerprint.isSame(bytes, start, source, from, length);
  }

  void increase(int id, double count) {
    counts[id] += count;
  }

  /** Increases the count of a string, which is added if it is not there. */
  void add(byte[] source, int from, int length, long hash, double count) {
    int id = find(source, from, length, hash);
    if (id >= 0) {
      increase(id, count);
    } else {
      insert(source, from, length, hash, count, ~id);
    }
  }

  /** Adds a string that is not there yet, in the slot that {@link #find} said. */
  void insert(byte[] source, int from, int length, long hash, double count, int slot) {
    if (size == hashes.length) {
      grow();
      slot = emptySlot(hash);
    }
    int start = starts[size];
    if (length > bytes.length - start) {
      bytes = Arrays.copyOf(bytes, roomFor((long) start + length));
    }
    Fingerprint.copy(source, from, bytes, start, length);
    slots[slot] = slot(hash, size);
    starts[size + 1] = start + length;
    hashes[size] = hash;
    counts[size++] = count;
  }

  /** Twice the room there is, if that is enough and an array can be so long. */
  private int roomFor(long wanted) {
    if (wanted > MOST_BYTES) {
      throw new IllegalStateException(
          "bytes of distinct strings: " + wanted + " (expected: at most " + MOST_BYTES + ")");
    }
    return (int) Math.max(wanted, Math.min(MOST_BYTES, 2L * bytes.length));
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, size * 2);
    counts = Arrays.copyOf(counts, size * 2);
    starts = Arrays.copyOf(starts, size * 2 + 1);
    int wanted = slotsFor(size * 2);
    if (wanted > slots.length) {
      slots = new long[wanted];
      occupyAll();
    }
  }

  private static long slot(long hash, int id) {
    return (hash & 0xffffffff00000000L) | (id + 1);
  }

  private int emptySlot(long hash) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Puts all ids into slots, which are empty. */
  private void occupyAll() {
    for (int id = 0; id < size; id++) {
      slots[emptySlot(hashes[id])] = slot(hashes[id], id);
    }
  }

  /** The count that {@code rank} others are at least as great as; 0 is the greatest. */
  double countAtRank(int rank) {
    double smallest = smallestCount();
    int equal = 0;
    for (int id = 0; id < size; id++) {
      equal += counts[id] == smallest ? 1 : 0;
    }
    // Of mostly new strings, most came once: then there is nothing to be selected.
    if (size - 1 - rank < equal) {
      return smallest;
    }
    return Selection.smallest(Arrays.copyOf(counts, size), size, size - 1 - rank);
  }

  double smallestCount() {
    double smallest = Double.POSITIVE_INFINITY;
    for (int id = 0; id < size; id++) {
      // Counts are neither NaN nor -0.0, which Math.min would take its time to look for.
      smallest = counts[id] < smallest ? counts[id] : smallest;
    }
    return smallest;
  }

  /**
   * Takes {@code off} away from every count and drops the strings that come to less than 0, or to 0
   * as far as sums of floats can tell; those at 0 go into {@code dropped}, if there is one. Those
   * that stay keep their order, and move up where they are: in streams of mostly new strings this
   * comes often.
   */
  void lessen(double off, @Nullable CountTable dropped) {
    int before = size;
    int start = 0;
    size = 0;
    for (int id = 0; id < before; id++) {
      int end = starts[id + 1];
      double count = counts[id] - off;
      if (count >= NOTHING) {
        int to = starts[size];
        System.arraycopy(bytes, start, bytes, to, end - start);
        starts[size + 1] = to + end - start;
        hashes[size] = hashes[id];
        counts[size++] = count;
      } else if (dropped != null && count > -NOTHING) {
        dropped.add(bytes, start, end - start, hashes[id], 0);
      }
      start = end;
    }
    // As many again fit before it has to grow, and as many as before often come, less the last one.
    settle(Math.max(FEW, Math.max(before - 1, 2 * size)));
  }

  /** Looks up anew where everything is, in arrays that are not much longer than for so many. */
  private void settle(int room) {
    if (hashes.length > 2 * room) {
      hashes = Arrays.copyOf(hashes, room);
      counts = Arrays.copyOf(counts, room);
      starts = Arrays.copyOf(starts, room + 1);
      bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(64, 2L * starts[size])));
    }
    int wanted = slotsFor(room);
    if (slots.length == wanted) {
      Arrays.fill(slots, 0);
    } else {
      slots = new long[wanted];
    }
    occupyAll();
  }

  private static int slotsFor(int strings) {
    return 2 * Integer.highestOneBit(2 * strings - 1);
  }

  /** The ids by count, then by bytes as unsigned, both descending. */
  int[] byFrequency() {
    Integer[] ids = new Integer[size];
    Arrays.setAll(ids, id -> id);
    Arrays.sort(ids, this::compareDescending);
    int[] ordered = new int[size];
    Arrays.setAll(ordered, i -> ids[i]);
    return ordered;
  }

  private int compareDescending(int a, int b) {
    int byCount = Double.compare(counts[b], counts[a]);
    return byCount != 0
        ? byCount
        : Arrays.compareUnsigned(bytes, starts[b], starts[b + 1], bytes, starts[a], starts[a + 1]);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int id = 0; id < size; id++) {
      out.writeInt(length(id));
      out.write(bytes, starts[id], length(id));
      out.writeDouble(counts[id]);
    }
  }

  static CountTable readFrom(DataInput in) throws IOException {
    CountTable table = new CountTable();
    int size = in.readInt();
    for (int id = 0; id < size; id++) {
      byte[] value = new byte[in.readInt()];
      in.readFully(value);
      table.add(value, 0, value.length, Fingerprint.of(value, 0, value.length), in.readDouble());
    }
    return table;
  }
}
