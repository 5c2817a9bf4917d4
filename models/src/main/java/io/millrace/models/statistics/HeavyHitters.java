package io.millrace.models.statistics;

import io.millrace.models.statistics.FrequentStrings.Frequency;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of counts that has something taken off all of them when it is full, and those at 0 go:
 * Misra and Gries, "Finding repeated elements" (1982). What becomes of {@link #isOverfull} and
 * {@link #isNew} strings is up to whoever adds them.
 */
final class HeavyHitters {
  // Beyond its capacity a table is kept small enough for a processor's cache.
  private static final int SKETCHED = 4096;

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
  private CountTable table = new CountTable();
  // Those that the last lessening by the least brought to 0, or of a merger, if it left no others:
  // they may still be told, at the error.
  private CountTable dropped = new CountTable();
  // Once the counts are estimates: knows the strings of the table, and those that came lately.
  private @Nullable Doorkeeper lately;
  private double error;

  HeavyHitters(int capacity, Overflow overflow) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 2)");
    }
    this.capacity = capacity;
    this.overflow = overflow;
  }

  Overflow overflow() {
    return overflow;
  }

  /** The counts, which may be increased. */
  CountTable table() {
    return table;
  }

  /** By how much counts may be too low. */
  double error() {
    return error;
  }

  /** Whether a string is to be left out when it comes once. */
  boolean isNew(long hash) {
    Doorkeeper keeper = lately;
    return keeper != null && !keeper.knows(hash);
  }

  /** Leaves out a string that is new. */
  void leaveOut(long hash) {
    if (lately != null) {
      int before = newcomers(lately);
      lately.welcome(hash);
      addError(lately, before);
    }
  }

  /** Leaves out those of some strings, each of which comes once, that are new. */
  void leaveOutNew(StringScratch strings) {
    if (lately != null) {
      int before = newcomers(lately);
      strings.leaveKnown(lately);
      addError(lately, before);
    }
  }

  private int newcomers(Doorkeeper keeper) {
    keeper.forgetMany(table);
    return keeper.newcomers();
  }

  /** Whoever comes until all are forgotten is left out once at most. */
  private void addError(Doorkeeper keeper, int newcomersBefore) {
    error += newcomersBefore == 0 && keeper.newcomers() > 0 ? 1 : 0;
  }

  /** Adds a string that is not in the table, at the slot that this said. */
  void insert(byte[] bytes, int from, int length, long hash, double weight, int slot) {
    table.insert(bytes, from, length, hash, weight, slot);
    if (lately != null) {
      lately.remember(hash);
    }
  }

  /** Whether {@link #lessen} is due: sooner once the counts are estimates. */
  boolean isOverfull() {
    return table.size() > (overflow == Overflow.HALVE && error > 0 ? sketched() : capacity);
  }

  private int sketched() {
    return Math.min(capacity, SKETCHED);
  }

  /** Makes room for another string. Those that are left change their ids. */
  void lessen() {
    if (overflow == Overflow.HALVE) {
      lessen(table.countAtRank(sketched() / 2), null);
    } else {
      dropped = new CountTable();
      lessen(table.smallestCount(), dropped);
    }
  }

  private void lessen(double off, @Nullable CountTable gone) {
    table.lessen(off, gone);
    error += off;
    if (overflow == Overflow.HALVE && lately == null) {
      lately = new Doorkeeper(table);
    }
  }

  /** Adds all counts; {@link #lessenMerged} is due then if it is overfull. */
  void merge(HeavyHitters other) {
    CountTable more = other.table;
    for (int id = 0; id < more.size(); id++) {
      table.add(more.bytes(), more.start(id), more.length(id), more.hash(id), more.count(id));
    }
    if (lately != null) {
      lately.forgetAllBut(table);
    }
    error += other.error;
  }

  /** Makes room at once for as many as too many came. */
  void lessenMerged() {
    dropped = new CountTable();
    lessen(table.countAtRank(overflow == Overflow.HALVE ? sketched() / 2 : capacity), dropped);
    if (overflow == Overflow.HALVE && table.size() > 0) {
      dropped = new CountTable();
    }
  }

  /** The most frequent strings, at most {@code most}: by count, then by bytes, both descending. */
  List<Frequency> top(int most) {
    List<Frequency> top = new ArrayList<>();
    list(table, most, top);
    // Of strings that all are as rare, lessening a merger leaves none.
    if (overflow == Overflow.LEAST || table.size() == 0) {
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

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeUTF(overflow.name());
    out.writeDouble(error);
    table.writeTo(out);
    dropped.writeTo(out);
    out.writeBoolean(lately != null);
    if (lately != null) {
      lately.writeTo(out);
    }
  }

  static HeavyHitters readFrom(DataInput in) throws IOException {
    HeavyHitters read = new HeavyHitters(in.readInt(), Overflow.valueOf(in.readUTF()));
    read.error = in.readDouble();
    read.table = CountTable.readFrom(in);
    read.dropped = CountTable.readFrom(in);
    read.lately = in.readBoolean() ? Doorkeeper.readFrom(in) : null;
    return read;
  }
}
