package io.millrace.models.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * FarmHash's 64-bit fingerprint of byte strings (Geoff Pike, 2014), which never changes: the hash
 * by which TensorFlow Data Validation tells distinct values apart.
 */
final class Fingerprint {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;

  private Fingerprint() {}

  static long of(byte[] s, int from, int length) {
    if (length <= 16) {
      return upTo16(s, from, length);
    }
    if (length <= 32) {
      return upTo32(s, from, length);
    }
    return length <= 64 ? upTo64(s, from, length) : longer(s, from, length);
  }

  /** Whether no byte has its highest bit set; by words, the last of which may overlap. */
  static boolean isAscii(byte[] s, int from, int length) {
    long all = 0;
    if (length >= 8) {
      int last = from + length - 8;
      int at = from;
      for (; at <= last - 32; at += 32) {
        all |= word(s, at) | word(s, at + 8) | word(s, at + 16) | word(s, at + 24);
      }
      for (; at < last; at += 8) {
        all |= word(s, at);
      }
      all |= word(s, last);
    } else {
      for (int at = from; at < from + length; at++) {
        all |= s[at];
      }
    }
    return (all & 0x8080808080808080L) == 0;
  }

  /** Copies so many bytes from one array to another; few of them by words that may overlap. */
  static void copy(byte[] s, int from, byte[] target, int to, int length) {
    if (length < 8 || length > 32) {
      System.arraycopy(s, from, target, to, length);
      return;
    }
    int last = length - 8;
    LONGS.set(target, to, word(s, from));
    if (length > 16) {
      LONGS.set(target, to + 8, word(s, from + 8));
      LONGS.set(target, to + last - 8, word(s, from + last - 8));
    }
    LONGS.set(target, to + last, word(s, from + last));
  }

  /** Whether as many bytes are the same in both; by words, the last of which may overlap. */
  static boolean isSame(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
    if (length > 16) {
      return Arrays.equals(a, aFrom, aFrom + length, b, bFrom, bFrom + length);
    }
    if (length >= 8) {
      int last = length - 8;
      return word(a, aFrom) == word(b, bFrom) && word(a, aFrom + last) == word(b, bFrom + last);
    }
    if (length >= 4) {
      int last = length - 4;
      return half(a, aFrom) == half(b, bFrom) && half(a, aFrom + last) == half(b, bFrom + last);
    }
    for (int i = 0; i < length; i++) {
      if (a[aFrom + i] != b[bFrom + i]) {
        return false;
      }
    }
    return true;
  }

  /** The eight bytes at {@code at}, little endian. */
  static long word(byte[] s, int at) {
    return (long) LONGS.get(s, at);
  }

  private static long half(byte[] s, int at) {
    return (int) INTS.get(s, at) & 0xffffffffL;
  }

  private static long right(long value, int bits) {
    return Long.rotateRight(value, bits);
  }

  private static long shiftMix(long value) {
    return value ^ (value >>> 47);
  }

  private static long mix(long u, long v, long multiplier) {
    long a = shiftMix((u ^ v) * multiplier);
    return shiftMix((v ^ a) * multiplier) * multiplier;
  }

  private static long upTo16(byte[] s, int from, int length) {
    if (length >= 8) {
      long multiplier = K2 + length * 2L;
      long a = word(s, from) + K2;
      long b = word(s, from + length - 8);
      long c = right(b, 37) * multiplier + a;
      long d = (right(a, 25) + b) * multiplier;
      return mix(c, d, multiplier);
    }
    if (length >= 4) {
      long multiplier = K2 + length * 2L;
      return mix(length + (half(s, from) << 3), half(s, from + length - 4), multiplier);
    }
    if (length > 0) {
      long y = (s[from] & 0xff) + ((s[from + (length >> 1)] & 0xff) << 8);
      long z = length + ((s[from + length - 1] & 0xff) << 2);
      return shiftMix(y * K2 ^ z * K0) * K2;
    }
    return K2;
  }

  private static long upTo32(byte[] s, int from, int length) {
    long multiplier = K2 + length * 2L;
    long a = word(s, from) * K1;
    long b = word(s, from + 8);
    long c = word(s, from + length - 8) * multiplier;
    long d = word(s, from + length - 16) * K2;
    return mix(right(a + b, 43) + right(c, 30) + d, a + right(b + K2, 18) + c, multiplier);
  }

  private static long upTo64(byte[] s, int from, int length) {
    long multiplier = K2 + length * 2L;
    long a = word(s, from) * K2;
    long b = word(s, from + 8);
    long c = word(s, from + length - 8) * multiplier;
    long d = word(s, from + length - 16) * K2;
    long y = right(a + b, 43) + right(c, 30) + d;
    long z = mix(y, a + right(b + K2, 18) + c, multiplier);
    long e = word(s, from + 16) * multiplier;
    long f = word(s, from + 24);
    long g = (y + word(s, from + length - 32)) * multiplier;
    long h = (z + word(s, from + length - 24)) * multiplier;
    return mix(right(e + f, 43) + right(g, 30) + h, e + right(f + a, 18) + g, multiplier);
  }

  /** Takes 64 bytes a round into the state x, y, z, (v1, v2), (w1, w2); the last 64 bytes twice. */
  private static long longer(byte[] s, int from, int length) {
    long seed = 81;
    long x = seed * K2 + word(s, from);
    long y = seed * K1 + 113;
    long z = shiftMix(y * K2 + 113) * K2;
    long v1 = 0;
    long v2 = 0;
    long w1 = 0;
    long w2 = 0;
    int at = from;
    int end = from + (length - 1) / 64 * 64;
    int rest = (length - 1) & 63;
    long multiplier = K1;
    boolean last = false;
    while (true) {
      if (last) {
        multiplier = K1 + ((z & 0xff) << 1);
        at = end + rest - 63;
        w1 += rest;
        v1 += w1;
        w1 += v1;
      }
      x = right(x + y + v1 + word(s, at + 8), 37) * multiplier;
      y = right(y + v2 + word(s, at + 48), 42) * multiplier;
      x ^= last ? w2 * 9 : w2;
      y += (last ? v1 * 9 : v1) + word(s, at + 40);
      z = right(z + w1, 33) * multiplier;
      long a = v2 * multiplier + word(s, at);
      long b = right(x + w1 + a + word(s, at + 24), 21);
      long sum = a + word(s, at + 8) + word(s, at + 16);
      v1 = sum + word(s, at + 24);
      v2 = b + right(sum, 44) + a;
      a = z + w2 + word(s, at + 32);
      b = right(y + word(s, at + 16) + a + word(s, at + 56), 21);
      sum = a + word(s, at + 40) + word(s, at + 48);
      w1 = sum + word(s, at + 56);
      w2 = b + right(sum, 44) + a;
      long swapped = z;
      z = x;
      x = swapped;
      if (last) {
        return mix(
            mix(v1, w1, multiplier) + shiftMix(y) * K0 + z,
            mix(v2, w2, multiplier) + x,
            multiplier);
      }
      at += 64;
      last = at == end;
    }
  }
}
