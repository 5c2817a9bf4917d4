package io.millrace.models.statistics;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.models.statistics.HeavyHitters.Overflow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts byte strings in bounded memory: the most frequent of them, and how many distinct ones
 * there are. Mergeable; not thread-safe. Nothing is allocated for a string that is known already.
 *
 * <p>Up to {@code capacity} distinct strings everything is exact. Beyond that the counts are those
 * of {@link HeavyHitters}, too low by at most {@link #error}. The number of distinct ones is then
 * estimated from the 16,384 smallest fingerprints, within 0.8 %.
 *
 * <p>Strings of more than 1,024 bytes are counted together as {@link #LARGE}, strings that are not
 * UTF-8 as {@link #NOT_TEXT}; they count as distinct each. Agarwal et al., "Mergeable summaries"
 * (2012).
 */
public final class FrequentStrings {
  public static final String LARGE = "__LARGE_BYTES__";
  public static final String NOT_TEXT = "__BYTES_VALUE__";

  private static final int LARGEST = 1024;
  private static final int HASHES = 16_384;
  private static final int ALL_HASHES = 1 << 28;
  private static final byte[] LARGE_BYTES = LARGE.getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOT_TEXT_BYTES = NOT_TEXT.getBytes(StandardCharsets.UTF_8);

  /** A string and how often it came, at most {@link #error} too low. */
  public record Frequency(String value, double count) {}

  private final HeavyHitters counts;
  private boolean wholeLarge;
  // Finds most strings sooner, as long as there are only a few.
  private @Nullable ShortStrings few = new ShortStrings();
  private @Nullable SmallestHashes distinct;

  // Means nothing: it is there so that the looks that add up to it are not left out.
  @SuppressWarnings("unused")
  private long touched;

  private long notText;

  /** An empty count that is exact up to {@code capacity} distinct strings, 2 or more. */
  public FrequentStrings(int capacity) {
    this(capacity, Overflow.HALVE);
  }

  FrequentStrings(int capacity, Overflow overflow) {
    this(new HeavyHitters(capacity, overflow));
    this.wholeLarge = overflow == Overflow.GROW;
  }

  private FrequentStrings(HeavyHitters counts) {
    this.counts = counts;
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
    add(bytes, from, length, Fingerprint.of(bytes, from, length), weight, false);
  }

  /**
   * Counts so many strings, one behind the other, once each.
   *
   * @param starts where each one's bytes start; they end where the next one's start
   */
  void addAll(byte[] bytes, int[] starts, int size, StringScratch scratch) {
    int from = few == null ? 0 : addFew(few, bytes, starts, size);
    while (from < size) {
      int to = Math.min(size, from + StringScratch.MOST);
      addTogether(bytes, starts, from, to, scratch);
      from = to;
    }
  }

  private void addTogether(byte[] bytes, int[] starts, int from, int to, StringScratch scratch) {
    scratch.begin(bytes, starts, from, to);
    boolean ascii = Fingerprint.isAscii(bytes, starts[from], starts[to] - starts[from]);
    boolean ordinary = ascii && (wholeLarge || scratch.longest() <= LARGEST);
    if (ordinary) {
      counts.leaveOutNew(scratch);
      if (distinct != null) {
        distinct.addAll(scratch.others(), scratch.othersSize());
      }
    }
    CountTable table = counts.table();
    long looks = 0;
    for (int i = 0; i < scratch.taken(); i++) {
      looks += table.touch(scratch.hash(scratch.place(i)));
    }
    touched = looks;
    for (int i = 0; i < scratch.taken(); i++) {
      int place = scratch.place(i);
      int start = starts[from + place];
      int length = starts[from + place + 1] - start;
      if (ordinary) {
        count(bytes, start, length, scratch.hash(place), 1, true);
      } else {
        add(bytes, start, length, scratch.hash(place), 1, ascii);
      }
    }
  }

  /** Counts strings as long as there are but a few different ones; how many it counted. */
  private int addFew(ShortStrings known, byte[] bytes, int[] starts, int size) {
    CountTable table = counts.table();
    for (int i = 0; i < size; i++) {
      int length = starts[i + 1] - starts[i];
      int id = known.find(bytes, starts[i], length);
      if (id >= 0) {
        table.increase(id, 1);
      } else if (!addToFew(known, bytes, starts[i], length)) {
        return i + 1;
      }
    }
    return size;
  }

  /** Counts a string, and makes it known; false if there are too many of them now. */
  private boolean addToFew(ShortStrings known, byte[] bytes, int from, int length) {
    long hash = Fingerprint.of(bytes, from, length);
    add(bytes, from, length, hash, 1, false);
    CountTable table = counts.table();
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

  /** The same, of a string whose {@link Fingerprint} is known, and perhaps that it is ASCII. */
  private void add(byte[] bytes, int from, int length, long hash, double weight, boolean ascii) {
    if (weight == 1 && counts.isNew(hash)) {
      if (countsByItself(bytes, from, length, hash, 1, ascii)) {
        counts.leaveOut(hash);
      }
    } else {
      count(bytes, from, length, hash, weight, ascii);
    }
  }

  private void count(byte[] bytes, int from, int length, long hash, double weight, boolean ascii) {
    CountTable table = counts.table();
    int id = table.find(bytes, from, length, hash);
    if (id >= 0) {
      table.increase(id, weight);
    } else if (countsByItself(bytes, from, length, hash, weight, ascii)) {
      counts.insert(bytes, from, length, hash, weight, ~id);
      keepWithinLimit();
    }
  }

  /** Takes down a string that is not in the table; false if it was counted under a label. */
  private boolean countsByItself(
      byte[] bytes, int from, int length, long hash, double weight, boolean ascii) {
    boolean text = ascii || isText(bytes, from, length);
    if (text && (wholeLarge || length <= LARGEST)) {
      if (distinct != null) {
        distinct.add(hash);
      }
      return true;
    }
    notText += text ? 0 : 1;
    distinctHashes().add(hash);
    byte[] label = text ? LARGE_BYTES : NOT_TEXT_BYTES;
    counts.table().add(label, 0, label.length, Fingerprint.of(label, 0, label.length), weight);
    keepWithinLimit();
    return false;
  }

  private void keepWithinLimit() {
    if (counts.isOverfull()) {
      expectChangedIds();
      counts.lessen();
    }
  }

  private void expectChangedIds() {
    few = null;
    distinctHashes();
  }

  /** From now on the hash of every string that is not in the table must be added here. */
  private SmallestHashes distinctHashes() {
    if (distinct == null) {
      CountTable table = counts.table();
      boolean all = counts.overflow() == Overflow.GROW;
      distinct = new SmallestHashes(all ? ALL_HASHES : HASHES, table.size());
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
    CountTable more = other.counts.table();
    // Of a counter that stands for many strings, the hashes came with the line above.
    for (int id = 0; distinct != null && other.distinct == null && id < more.size(); id++) {
      distinct.add(more.hash(id));
    }
    counts.merge(other.counts);
    notText += other.notText;
    if (counts.isOverfull()) {
      expectChangedIds();
      counts.lessenMerged();
    }
  }

  /** How many distinct strings came: exact up to the capacity, then within about 0.8 %. */
  public long distinct() {
    return distinct == null ? counts.table().size() : distinct.estimate();
  }

  /** By how much counts may be too low; 0 while they are exact. */
  public double error() {
    return counts.error();
  }

  /** How many strings were not UTF-8. */
  public long notText() {
    return notText;
  }

  /** The most frequent strings, at most {@code most}: by count, then by bytes, both descending. */
  public List<Frequency> top(int most) {
    return counts.top(most);
  }

  public void writeTo(DataOutput out) throws IOException {
    counts.writeTo(out);
    out.writeBoolean(wholeLarge);
    out.writeLong(notText);
    out.writeBoolean(distinct != null);
    if (distinct != null) {
      distinct.writeTo(out);
    }
  }

  public static FrequentStrings readFrom(DataInput in) throws IOException {
    FrequentStrings read = new FrequentStrings(HeavyHitters.readFrom(in));
    read.wholeLarge = in.readBoolean();
    read.notText = in.readLong();
    read.distinct = in.readBoolean() ? SmallestHashes.readFrom(in) : null;
    return read;
  }
}
