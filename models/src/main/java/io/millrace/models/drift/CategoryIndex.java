package io.millrace.models.drift;

import io.millrace.models.statistics.StringHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds a category's position by its bytes, without making a string of them. */
final class CategoryIndex {
  private final byte[][] values;
  private final long[] hashes;
  // Position + 1 by hash, 0 where there is none; a power of two, at most half full.
  private final int[] slots;

  CategoryIndex(List<String> categories) {
    values = new byte[categories.size()][];
    hashes = new long[values.length];
    slots = new int[Integer.highestOneBit(Math.max(1, values.length)) * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = categories.get(i).getBytes(StandardCharsets.UTF_8);
      hashes[i] = StringHash.of(values[i], 0, values[i].length);
      int slot = (int) hashes[i] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  /** The position of the category that these bytes are, or -1. */
  int find(byte[] bytes, int from, int length) {
    long hash = StringHash.of(bytes, from, length);
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int i = slots[slot] - 1;
      if (hashes[i] == hash
          && Arrays.equals(values[i], 0, values[i].length, bytes, from, from + length)) {
        return i;
      }
    }
    return -1;
  }
}
