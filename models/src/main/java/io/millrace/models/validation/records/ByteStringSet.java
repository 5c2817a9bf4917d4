package io.millrace.models.validation.records;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of byte strings that is asked without making an object: open addressing, at most half
 * full. A string longer than all in the set is not even hashed.
 */
final class ByteStringSet {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final byte[] @Nullable [] slots;
  private final int mask;
  private final int longest;

  private ByteStringSet(byte[] @Nullable [] slots, int longest) {
    this.slots = slots;
    this.mask = slots.length - 1;
    this.longest = longest;
  }

  /** The set of these strings as UTF-8. */
  static ByteStringSet of(Collection<String> strings) {
    int capacity = Integer.highestOneBit(Math.max(2, strings.size() * 2 - 1)) * 2;
    byte[] @Nullable [] slots = new byte[capacity][];
    int longest = -1;
    for (String string : strings) {
      byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
      longest = Math.max(longest, bytes.length);
      int slot = hash(bytes, 0, bytes.length) & (capacity - 1);
      while (slots[slot] != null && !Arrays.equals(slots[slot], bytes)) {
        slot = (slot + 1) & (capacity - 1);
      }
      slots[slot] = bytes;
    }
    return new ByteStringSet(slots, longest);
  }

  boolean contains(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > longest) {
      return false;
    }
    int slot = hash(bytes, from, to) & mask;
    for (byte[] candidate = slots[slot]; candidate != null; candidate = slots[slot]) {
      if (candidate.length == length && isSame(candidate, bytes, from)) {
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  // For strings of a few bytes twice as fast as Arrays.equals.
  private static boolean isSame(byte[] string, byte[] bytes, int from) {
    int length = string.length;
    if (length < 8) {
      for (int i = 0; i < length; i++) {
        if (string[i] != bytes[from + i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < length - 8; i += 8) {
      if ((long) LONGS.get(string, i) != (long) LONGS.get(bytes, from + i)) {
        return false;
      }
    }
    return (long) LONGS.get(string, length - 8) == (long) LONGS.get(bytes, from + length - 8);
  }

  // Eight bytes a step; the last ones overlap those before, which saves a loop over the rest.
  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    long hash = length;
    if (length >= 8) {
      for (int at = from; at < to - 8; at += 8) {
        hash = mix(hash, (long) LONGS.get(bytes, at));
      }
      hash = mix(hash, (long) LONGS.get(bytes, to - 8));
    } else if (length >= 4) {
      long first = (int) INTS.get(bytes, from);
      hash = mix(hash, (first << 32) ^ (int) INTS.get(bytes, to - 4));
    } else if (length > 0) {
      hash = mix(hash, (bytes[from] << 16) | (bytes[from + length / 2] << 8) | bytes[to - 1]);
    }
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mix(long hash, long next) {
    long mixed = (hash ^ next) * GOLDEN_RATIO;
    return mixed ^ (mixed >>> 32);
  }
}
