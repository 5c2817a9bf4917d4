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

  private byte[] bytes;
  private int[] starts;
  private long[] hashes;
  private double[] counts;
  // id + 1 by hash, 0 where there is none; a power of two, at most a quarter full, so that most
  // strings are found, or missed, at their first place.
  private int[] slots;
  private int size;

  CountTable() {
    bytes = new byte[64];
    starts = new int[FEW + 1];
    hashes = new long[FEW];
    counts = new double[FEW];
    slots = new int[slotsFor(FEW)];
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

  /** The id of this string, or -1. */
  int find(byte[] source, int from, int length, long hash) {
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash && isAt(starts[id], starts[id + 1], source, from, length)) {
        return id;
      }
    }
    return -1;
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

  /** Adds a string that is not there yet. */
  void insert(byte[] source, int from, int length, long hash, double count) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      starts = Arrays.copyOf(starts, size * 2 + 1);
      slots = new int[Math.max(slots.length, slotsFor(size * 2))];
      for (int id = 0; id < size; id++) {
        occupy(id);
      }
    }
    int start = starts[size];
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
    }
    System.arraycopy(source, from, bytes, start, length);
    starts[size + 1] = start + length;
    hashes[size] = hash;
    counts[size] = count;
    occupy(size);
    size++;
  }

  private void occupy(int id) {
    int mask = slots.length - 1;
    int slot = (int) hashes[id] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = id + 1;
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
      smallest = Math.min(smallest, counts[id]);
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
        dropped.insert(bytes, start, end - start, hashes[id], 0);
      }
      start = end;
    }
    // As many again fit before it has to grow, and as many as before often come.
    settle(Math.max(FEW, Math.max(before, 2 * size)));
  }

  /** Looks up anew where everything is, in arrays that are not much longer than for so many. */
  private void settle(int room) {
    if (hashes.length > 2 * room) {
      hashes = Arrays.copyOf(hashes, room);
      counts = Arrays.copyOf(counts, room);
      starts = Arrays.copyOf(starts, room + 1);
      bytes = Arrays.copyOf(bytes, Math.max(64, 2 * starts[size]));
    }
    int wanted = slotsFor(room);
    if (slots.length == wanted) {
      Arrays.fill(slots, 0);
    } else {
      slots = new int[wanted];
    }
    for (int id = 0; id < size; id++) {
      occupy(id);
    }
  }

  private static int slotsFor(int strings) {
    return 4 * Integer.highestOneBit(2 * strings - 1);
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
      table.insert(value, 0, value.length, Fingerprint.of(value, 0, value.length), in.readDouble());
    }
    return table;
  }
}
