package io.millrace.models.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes byte strings to 64 bits: MurmurHash64A (Austin Appleby, public domain). */
public final class StringHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long M = 0xc6a4a7935bd1e995L;
  private static final int R = 47;

  private StringHash() {}

  /** The hash of {@code length} bytes at {@code from}. The same on every machine. */
  public static long of(byte[] bytes, int from, int length) {
    long hash = length * M;
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      long word = (long) LONGS.get(bytes, at) * M;
      hash = (hash ^ ((word ^ (word >>> R)) * M)) * M;
    }
    if (at < end) {
      long rest = 0;
      for (int i = end - 1; i >= at; i--) {
        rest = (rest << 8) | (bytes[i] & 0xff);
      }
      hash = (hash ^ rest) * M;
    }
    hash = (hash ^ (hash >>> R)) * M;
    return hash ^ (hash >>> R);
  }
}
