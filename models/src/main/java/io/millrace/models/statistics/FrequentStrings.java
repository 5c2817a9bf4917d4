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
 * Misra-Gries': when the table is full, something is taken off all counts and those at 0 go, so
 * that a count is too low by at most {@link #error}. How much is taken off is up to the {@link
 * Overflow}. The number of distinct ones is then estimated from the 16,384 smallest fingerprints,
 * within 0.8 %.
 *
 * <p>Strings of more than 1,024 bytes are counted together as {@link #LARGE}, strings that are not
 * UTF-8 as {@link #NOT_TEXT}; they count as distinct each. Misra and Gries, "Finding repeated
 * elements" (1982); Agarwal et al., "Mergeable summaries" (2012).
 */
public final class FrequentStrings {
  public static final String LARGE = "__LARGE_BYTES__";
  public static final String NOT_TEXT = "__BYTES_VALUE__";

  private static final int LARGEST = 1024;
  // Beyond its capacity a table is kept small enough for a processor's cache.
  private static final int SKETCHED = 4096;
  private static final int HASHES = 16_384;
  private static final int ALL_HASHES = 1 << 28;
  private static final byte[] LARGE_BYTES = LARGE.getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOT_TEXT_BYTES = NOT_TEXT.getBytes(StandardCharsets.UTF_8);

  /** A string and how often it came, at most {@link #error} too low. */
  public record Frequency(String value, double count) {}

  /** What happens when there are more distinct strings than fit. */
  enum Overflow {
    /** Nothing: memory grows, and all is exact. */
    GROW,
    /**
     * So much is taken off that the table is half empty, and room is made seldom. From then on a
     * string has to come twice within a while to be counted, so that those that never come again
     * take neither room nor time. Error 2 / capacity, or 2 / 4,096 if that is more.
     */
    HALVE,
    /** The least count is taken off, as TensorFlow Data Validation does; error 1 / capacity. */
    LEAST
  }

  private final int capacity;
  private final Overflow overflow;
  private boolean wholeLarge;
  private CountTable table = new CountTable();
  // Those that the last lessening by the least brought to 0: they may still be told, at the error.
  private CountTable dropped = new CountTable();
  // Finds most strings sooner, as long as there are only a few.
  private @Nullable ShortStrings few = new ShortStrings();
  private @Nullable SmallestHashes distinct;
  // Once the counts are estimates: knows the strings of the table, and those that came lately.
  private @Nullable Doorkeeper lately;

  // Means nothing: it is there so that the looks that add up to it are not left out.
  @SuppressWarnings("unused")
  private long touched;

  private long notText;
  private double error;

  /** An empty count that is exact up to {@code capacity} distinct strings, 2 or more. */
  public FrequentStrings(int capacity) {
    this(capacity, Overflow.HALVE);
  }

  FrequentStrings(int capacity, Overflow overflow) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 2)");
    }
    this.capacity = capacity;
    this.overflow = overflow;
    this.wholeLarge = overflow == Overflow.GROW;
  }

  /** Counts strings of more than 1,024 bytes by themselves; for an empty count. */
  FrequentStrings withWholeLarge() {
    wholeLarge = true;
    return this;
  }

  /** Whether these bytes are UTF-8. */
  static boolean isText(byte[] bytes, int from, int length) {
    return Fingerprint.isAscii(bytes, from, length)
        || UnsafeByteOperations.unsafeWrap(bytes, from, length).isValidUtf8();
  }

  /** Counts the {@code length} bytes at {@code from} once. */
  public void add(byte[] bytes, int from, int length) {
    add(bytes, from, length, 1);
  }

  /** Counts the {@code length} bytes at {@code from} with a weight, more than 0. */
  void add(byte[] bytes, int from, int length, double weight) {
    add(bytes, from, length, Fingerprint.of(bytes, from, length), weight);
  }

  /**
   * Counts strings of a column once each: those at the first {@code size} positions.
   *
   * @param starts where each position's bytes start; they end where the next one's start
   * @param hashes room for a hash of each
   */
  void addAll(byte[] bytes, int[] starts, int[] positions, int size, long[] hashes) {
    int done = few == null ? 0 : addFew(few, bytes, starts, positions, size);
    // All hashes before any string is looked up, and all first looks before any second one: a
    // processor then computes several hashes at a time, and waits for several places in memory.
    long looks = 0;
    for (int i = done; i < size; i++) {
      int start = starts[positions[i]];
      hashes[i] = Fingerprint.of(bytes, start, starts[positions[i] + 1] - start);
      looks += table.touch(hashes[i]);
    }
    touched = looks;
    for (int i = done; i < size; i++) {
      int start = starts[positions[i]];
      add(bytes, start, starts[positions[i] + 1] - start, hashes[i], 1);
    }
  }

  /** Counts strings as long as there are but a few different ones; how many it counted. */
  private int addFew(ShortStrings known, byte[] bytes, int[] starts, int[] positions, int size) {
    for (int i = 0; i < size; i++) {
      int start = starts[positions[i]];
      int length = starts[positions[i] + 1] - start;
      int id = known.find(bytes, start, length);
      if (id >= 0) {
        table.increase(id, 1);
      } else if (!addToFew(known, bytes, start, length)) {
        return i + 1;
      }
    }
    return size;
  }

  /** Counts a string, and makes it known; false if there are too many of them now. */
  private boolean addToFew(ShortStrings known, byte[] bytes, int from, int length) {
    long hash = Fingerprint.of(bytes, from, length);
    add(bytes, from, length, hash, 1);
    if (table.size() >= ShortStrings.MOST) {
      few = null;
    }
    if (few == null) {
      return false;
    }
    int id = table.find(bytes, from, length, hash);
    if (id >= 0) {
      known.put(bytes, from, length, id);
    }
    return true;
  }

  /** The same, of a string whose {@link Fingerprint} is known. */
  void add(byte[] bytes, int from, int length, long hash, double weight) {
    Doorkeeper keeper = lately;
    if (keeper != null && weight == 1 && !keeper.knows(hash)) {
      if (countsByItself(bytes, from, length, hash, 1)) {
        // Whoever comes until all are forgotten is left out once at most.
        error += keeper.welcome(hash, table) == 1 ? 1 : 0;
      }
      return;
    }
    int id = table.find(bytes, from, length, hash);
    if (id >= 0) {
      table.increase(id, weight);
    } else if (countsByItself(bytes, from, length, hash, weight)) {
      table.insert(bytes, from, length, hash, weight, ~id);
      if (keeper != null) {
        keeper.remember(hash);
      }
      keepWithinLimit();
    }
  }

  /** Takes down a string that is not in the table; false if it was counted under a label. */
  private boolean countsByItself(byte[] bytes, int from, int length, long hash, double weight) {
    boolean text = isText(bytes, from, length);
    if (text && (wholeLarge || length <= LARGEST)) {
      if (distinct != null) {
        distinct.add(hash);
      }
      return true;
    }
    notText += text ? 0 : 1;
    distinctHashes().add(hash);
    byte[] label = text ? LARGE_BYTES : NOT_TEXT_BYTES;
    table.add(label, 0, label.length, Fingerprint.of(label, 0, label.length), weight);
    keepWithinLimit();
    return false;
  }

  private void keepWithinLimit() {
    if (table.size() > limit()) {
      distinctHashes();
      lessen(
          overflow == Overflow.HALVE ? table.countAtRank(sketched() / 2) : table.smallestCount());
    }
  }

  /** So many strings fit; fewer once the counts are estimates, which are then made sooner. */
  private int limit() {
    return overflow == Overflow.HALVE && error > 0 ? sketched() : capacity;
  }

  private int sketched() {
    return Math.min(capacity, SKETCHED);
  }

  private void lessen(double off) {
    // Those that are left change their ids.
    few = null;
    if (overflow == Overflow.LEAST) {
      dropped = new CountTable();
      table.lessen(off, dropped);
    } else {
      table.lessen(off, null);
      if (lately == null) {
        lately = new Doorkeeper(table);
      }
    }
    error += off;
  }

  /** From now on the hash of every string that is not in the table must be added here. */
  private SmallestHashes distinctHashes() {
    if (distinct == null) {
      distinct = new SmallestHashes(overflow == Overflow.GROW ? ALL_HASHES : HASHES, table.size());
      for (int id = 0; id < table.size(); id++) {
        distinct.add(table.hash(id));
      }
    }
    return distinct;
  }

  /** Adds everything in {@code other}, which stays as it is and overflows in the same way. */
  public void merge(FrequentStrings other) {
    if (other.distinct != null) {
      distinctHashes().merge(other.distinct);
    }
    CountTable more = other.table;
    for (int id = 0; id < more.size(); id++) {
      // Of a counter that stands for many strings, the hashes came with the line above.
      if (distinct != null && other.distinct == null) {
        distinct.add(more.hash(id));
      }
      table.add(more.bytes(), more.start(id), more.length(id), more.hash(id), more.count(id));
    }
    if (lately != null) {
      lately.forgetAllBut(table);
    }
    notText += other.notText;
    error += other.error;
    if (table.size() > limit()) {
      distinctHashes();
      lessen(table.countAtRank(overflow == Overflow.HALVE ? sketched() / 2 : capacity));
    }
  }

  /** How many distinct strings came: exact up to the capacity, then within about 0.8 %. */
  public long distinct() {
    return distinct == null ? table.size() : distinct.estimate();
  }

  /** By how much counts may be too low; 0 while they are exact. */
  public double error() {
    return error;
  }

  /** How many strings were not UTF-8. */
  public long notText() {
    return notText;
  }

  /** The most frequent strings, at most {@code most}: by count, then by bytes, both descending. */
  public List<Frequency> top(int most) {
    List<Frequency> top = new ArrayList<>();
    list(table, most, top);
    if (overflow == Overflow.LEAST) {
      list(dropped, Math.min(most, capacity), top);
    }
    return top;
  }

  private static void list(CountTable table, int most, List<Frequency> top) {
    int[] ids = table.byFrequency();
    for (int i = 0; i < ids.length && top.size() < most; i++) {
      top.add(new Frequency(table.text(ids[i]), table.count(ids[i])));
    }
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeUTF(overflow.name());
    out.writeBoolean(wholeLarge);
    out.writeLong(notText);
    out.writeDouble(error);
    table.writeTo(out);
    dropped.writeTo(out);
    out.writeBoolean(distinct != null);
    if (distinct != null) {
      distinct.writeTo(out);
    }
    out.writeBoolean(lately != null);
    if (lately != null) {
      lately.writeTo(out);
    }
  }

  public static FrequentStrings readFrom(DataInput in) throws IOException {
    FrequentStrings read = new FrequentStrings(in.readInt(), Overflow.valueOf(in.readUTF()));
    read.wholeLarge = in.readBoolean();
    read.notText = in.readLong();
    read.error = in.readDouble();
    read.table = CountTable.readFrom(in);
    read.dropped = CountTable.readFrom(in);
    read.distinct = in.readBoolean() ? SmallestHashes.readFrom(in) : null;
    read.lately = in.readBoolean() ? Doorkeeper.readFrom(in) : null;
    return read;
  }
}
