package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.StringHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many rows, and of what weight, have each of the values that came: integers, strings or both.
 * A value's id is its position, in the order in which they came.
 */
final class ValueTally {
  private static final byte INTEGER = 0;
  private static final byte STRING = 1;

  /** Longer strings are one value, as in a feature's counts: a tally may have many of them. */
  private static final int LONGEST = 1_024;

  private static final byte[] LONGER = FrequentStrings.LARGE.getBytes(StandardCharsets.UTF_8);

  private final byte[] number = new byte[Long.BYTES];
  private byte[] bytes = new byte[64];
  private int[] starts = new int[17];
  private byte[] kinds = new byte[16];
  private long[] hashes = new long[16];
  private long[] counts = new long[16];
  private double[] weights = new double[16];
  // The last row that had the value, so that a row counts once.
  private long[] lastRows = new long[16];
  // id + 1 by hash, 0 where there is none; a power of two, at most half full.
  private int[] slots = new int[32];
  private int size;

  int size() {
    return size;
  }

  long count(int id) {
    return counts[id];
  }

  double weight(int id) {
    return weights[id];
  }

  boolean isInteger(int id) {
    return kinds[id] == INTEGER;
  }

  long integer(int id) {
    return ByteBuffer.wrap(bytes, starts[id], Long.BYTES).getLong() ^ Long.MIN_VALUE;
  }

  byte[] string(int id) {
    return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
  }

  /** The value as text; bytes that are not UTF-8 have a name of their own. */
  String text(int id) {
    if (isInteger(id)) {
      return Long.toString(integer(id));
    }
    String text =
        new String(bytes, starts[id], starts[id + 1] - starts[id], StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), string(id))
        ? text
        : "__BYTES_VALUE__";
  }

  /** Integers by size, then strings by their bytes. */
  int compare(int a, int b) {
    int byKind = Byte.compare(kinds[a], kinds[b]);
    return byKind != 0
        ? byKind
        : Arrays.compareUnsigned(bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
  }

  int idOf(long integer) {
    long flipped = integer ^ Long.MIN_VALUE; // in the order of its bytes, as strings are
    for (int i = 0; i < Long.BYTES; i++) {
      number[i] = (byte) (flipped >>> (56 - 8 * i));
    }
    return idOf(INTEGER, number, 0, Long.BYTES);
  }

  int idOf(byte[] source, int from, int length) {
    return length > LONGEST
        ? idOf(STRING, LONGER, 0, LONGER.length)
        : idOf(STRING, source, from, length);
  }

  private int idOf(byte kind, byte[] source, int from, int length) {
    long hash = StringHash.of(source, from, length) + kind;
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash
          && kinds[id] == kind
          && Arrays.equals(bytes, starts[id], starts[id + 1], source, from, from + length)) {
        return id;
      }
    }
    return insert(kind, source, from, length, hash);
  }

  private int insert(byte kind, byte[] source, int from, int length, long hash) {
    if (size == hashes.length) {
      grow();
    }
    int start = starts[size];
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
    }
    System.arraycopy(source, from, bytes, start, length);
    starts[size + 1] = start + length;
    kinds[size] = kind;
    hashes[size] = hash;
    lastRows[size] = -1;
    occupy(size);
    return size++;
  }

  private void grow() {
    kinds = Arrays.copyOf(kinds, size * 2);
    hashes = Arrays.copyOf(hashes, size * 2);
    counts = Arrays.copyOf(counts, size * 2);
    weights = Arrays.copyOf(weights, size * 2);
    lastRows = Arrays.copyOf(lastRows, size * 2);
    starts = Arrays.copyOf(starts, size * 2 + 1);
    slots = new int[slots.length * 2];
    for (int id = 0; id < size; id++) {
      occupy(id);
    }
  }

  private void occupy(int id) {
    int mask = slots.length - 1;
    int slot = (int) hashes[id] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = id + 1;
  }

  /** Counts the value for this row; false, and nothing happens, if that was done already. */
  boolean count(int id, long row, double weight) {
    if (lastRows[id] == row) {
      return false;
    }
    lastRows[id] = row;
    add(id, 1, weight);
    return true;
  }

  void add(int id, long count, double weight) {
    counts[id] += count;
    weights[id] += weight;
  }

  /** Adds the value of another tally, with its count, and returns its id here. */
  int add(ValueTally other, int id) {
    int own =
        idOf(
            other.kinds[id],
            other.bytes,
            other.starts[id],
            other.starts[id + 1] - other.starts[id]);
    add(own, other.counts[id], other.weights[id]);
    return own;
  }

  /** The ids by count, the most frequent first, then by value. */
  Integer[] byFrequency() {
    Integer[] ids = new Integer[size];
    Arrays.setAll(ids, id -> id);
    Arrays.sort(
        ids,
        (a, b) -> {
          int byCount = Long.compare(counts[b], counts[a]);
          return byCount != 0 ? byCount : compare(a, b);
        });
    return ids;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int id = 0; id < size; id++) {
      int length = starts[id + 1] - starts[id];
      out.writeByte(kinds[id]);
      out.writeInt(length);
      out.write(bytes, starts[id], length);
      out.writeLong(counts[id]);
      out.writeDouble(weights[id]);
    }
  }

  static ValueTally readFrom(DataInput in) throws IOException {
    ValueTally tally = new ValueTally();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      byte kind = in.readByte();
      byte[] value = new byte[in.readInt()];
      in.readFully(value);
      tally.add(tally.idOf(kind, value, 0, value.length), in.readLong(), in.readDouble());
    }
    return tally;
  }
}
