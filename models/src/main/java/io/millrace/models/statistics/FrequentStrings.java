package io.millrace.models.statistics;

import com.google.protobuf.UnsafeByteOperations;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts byte strings in bounded memory: the most frequent of them, and how many distinct ones
 * there are. Mergeable; not thread-safe. Nothing is allocated for a string that is known already.
 *
 * <p>Up to {@code capacity} distinct strings everything is exact. Beyond that the counts are
 * Misra-Gries': when the table is full, the count in the middle is taken off all of them and those
 * at 0 go, so that a count is too low by at most {@link #error}, itself at most 2 / capacity of all
 * strings. The number of distinct ones is then estimated from the {@code capacity} smallest hashes.
 *
 * <p>Strings of more than 1,024 bytes are counted together as {@link #LARGE}, strings that are not
 * UTF-8 as {@link #NOT_TEXT}; they count as distinct each. Misra and Gries, "Finding repeated
 * elements" (1982); Agarwal et al., "Mergeable summaries" (2012).
 */
public final class FrequentStrings {
  public static final String LARGE = "__LARGE_BYTES__";
  public static final String NOT_TEXT = "__BYTES_VALUE__";

  private static final int LARGEST = 1024;
  private static final byte[] LARGE_BYTES = LARGE.getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOT_TEXT_BYTES = NOT_TEXT.getBytes(StandardCharsets.UTF_8);

  /** A string and how often it came, at most {@link #error} too low. */
  public record Frequency(String value, long count) {}

  private final int capacity;
  private CountTable table = new CountTable();
  private @Nullable SmallestHashes distinct;
  private long notText;
  private long error;

  /** An empty count that is exact up to {@code capacity} distinct strings, 2 or more. */
  public FrequentStrings(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 2)");
    }
    this.capacity = capacity;
  }

  /** Counts the {@code length} bytes at {@code from} once. */
  public void add(byte[] bytes, int from, int length) {
    long hash = StringHash.of(bytes, from, length);
    if (distinct != null) {
      distinct.add(hash);
    }
    int id = table.find(bytes, from, length, hash);
    if (id >= 0) {
      table.increase(id, 1);
      return;
    }
    boolean text = UnsafeByteOperations.unsafeWrap(bytes, from, length).isValidUtf8();
    if (!text) {
      notText++;
    }
    if (text && length <= LARGEST) {
      put(bytes, from, length, hash, 1);
      return;
    }
    distinctHashes().add(hash);
    byte[] label = text ? LARGE_BYTES : NOT_TEXT_BYTES;
    put(label, 0, label.length, StringHash.of(label, 0, label.length), 1);
  }

  private void put(byte[] bytes, int from, int length, long hash, long count) {
    int id = table.find(bytes, from, length, hash);
    if (id >= 0) {
      table.increase(id, count);
      return;
    }
    table.insert(bytes, from, length, hash, count);
    if (table.size() > capacity) {
      distinctHashes();
      long off = table.countAtRank(capacity / 2);
      table = table.lessened(off);
      error += off;
    }
  }

  /** From now on every hash must be added here, since the table no longer tells them apart. */
  private SmallestHashes distinctHashes() {
    if (distinct == null) {
      distinct = new SmallestHashes(capacity);
      for (int id = 0; id < table.size(); id++) {
        distinct.add(table.hash(id));
      }
    }
    return distinct;
  }

  /** Adds everything in {@code other}, which stays as it is. */
  public void merge(FrequentStrings other) {
    if (other.distinct != null) {
      distinctHashes().merge(other.distinct);
    }
    for (int id = 0; id < other.table.size(); id++) {
      long hash = other.table.hash(id);
      // Of a counter that stands for many strings, the hashes came with the line above.
      if (distinct != null && other.distinct == null) {
        distinct.add(hash);
      }
      int from = other.table.start(id);
      int length = other.table.start(id + 1) - from;
      put(other.table.bytes(), from, length, hash, other.table.count(id));
    }
    notText += other.notText;
    error += other.error;
  }

  /** How many distinct strings came: exact up to the capacity, then within about 1 / its root. */
  public long distinct() {
    return distinct == null ? table.size() : distinct.estimate();
  }

  /** By how much counts may be too low; 0 while they are exact. */
  public long error() {
    return error;
  }

  /** How many strings were not UTF-8. */
  public long notText() {
    return notText;
  }

  /** The most frequent strings, at most {@code most}: by count, then by bytes, both descending. */
  public List<Frequency> top(int most) {
    int[] ids = table.byFrequency();
    List<Frequency> top = new ArrayList<>();
    for (int i = 0; i < Math.min(most, ids.length); i++) {
      top.add(new Frequency(table.text(ids[i]), table.count(ids[i])));
    }
    return top;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeLong(notText);
    out.writeLong(error);
    table.writeTo(out);
    out.writeBoolean(distinct != null);
    if (distinct != null) {
      distinct.writeTo(out);
    }
  }

  public static FrequentStrings readFrom(DataInput in) throws IOException {
    FrequentStrings read = new FrequentStrings(in.readInt());
    read.notText = in.readLong();
    read.error = in.readLong();
    read.table = CountTable.readFrom(in);
    read.distinct = in.readBoolean() ? SmallestHashes.readFrom(in) : null;
    return read;
  }
}
