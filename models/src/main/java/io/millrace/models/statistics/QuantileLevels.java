package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Summaries of a stream's numbers in levels. Where two meet in a level, their merger goes to the
 * next, compressed to the size of one. Not thread-safe.
 */
final class QuantileLevels {
  private static final int SHRUNK_ENTRIES = 256;

  private final double epsilon;
  private final int block;
  private final List<QuantileSummary> levels = new ArrayList<>(1);
  private boolean shrunk;

  /** No summary yet; two that meet keep {@code block} entries, or one more. */
  QuantileLevels(double epsilon, int block) {
    this.epsilon = epsilon;
    this.block = block;
  }

  QuantileLevels copy() {
    QuantileLevels copy = new QuantileLevels(epsilon, block);
    copy.shrunk = shrunk;
    for (QuantileSummary level : levels) {
      QuantileSummary kept = new QuantileSummary();
      kept.assign(level);
      copy.levels.add(kept);
    }
    return copy;
  }

  /** Whether there is one level only, of a few kilobytes. */
  boolean isShrunk() {
    return shrunk;
  }

  /** The weight of all that is in it. */
  double totalWeight() {
    double total = 0;
    for (QuantileSummary level : levels) {
      total += level.totalWeight();
    }
    return total;
  }

  /** Whether all is above the two lowest levels, as it is after every fourth summary. */
  boolean areLowestEmpty() {
    return levels.size() > 2 && levels.get(0).size() == 0 && levels.get(1).size() == 0;
  }

  long bytes() {
    long bytes = 0;
    for (QuantileSummary level : levels) {
      bytes += level.bytes();
    }
    return bytes;
  }

  /** The lowest level; what is empty may be written to. */
  QuantileSummary lowest() {
    return level(0);
  }

  private QuantileSummary level(int at) {
    while (levels.size() <= at) {
      levels.add(new QuantileSummary());
    }
    return levels.get(at);
  }

  /** Adds a summary, which stays as it is, at a level. */
  void add(int level, QuantileSummary summary) {
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary carried = summary;
    for (int at = shrunk ? 0 : level; ; at++) {
      QuantileSummary held = level(at);
      if (held.size() == 0) {
        held.assign(carried);
        return;
      }
      if (scratch.align(carried, held) <= block + 1 || shrunk) {
        held.assign(thinned(scratch.merge(carried, held)));
        return;
      }
      QuantileSummary above = level(at + 1);
      boolean ends = above.size() == 0;
      QuantileSummary merged = ends ? above : scratch.besides(carried);
      scratch.mergeCompressed(carried, held, block, epsilon, merged);
      held.clear();
      if (ends) {
        return;
      }
      carried = merged;
    }
  }

  /** Adds what is in the others, which stay as they are. */
  void addAll(QuantileLevels others) {
    for (int level = 0; level < others.levels.size(); level++) {
      QuantileSummary theirs = others.levels.get(level);
      if (theirs.size() > 0) {
        add(level, theirs);
      }
    }
  }

  /** Goes on with one level, of a few kilobytes. */
  void shrink() {
    shrunk = true;
    QuantileSummary kept = new QuantileSummary();
    kept.assign(thinned(settled()));
    levels.clear();
    levels.add(kept);
  }

  private QuantileSummary thinned(QuantileSummary summary) {
    if (shrunk && summary.size() > SHRUNK_ENTRIES) {
      summary.thin(epsilon * summary.totalWeight());
    }
    return summary;
  }

  /** The merger of all levels, which is good until the next use of the thread's scratch. */
  QuantileSummary settled() {
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary all = scratch.besides(null);
    all.clear();
    for (QuantileSummary level : levels) {
      scratch.align(all, level);
      all = scratch.merge(all, level);
    }
    return all;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(shrunk);
    out.writeInt(levels.size());
    for (QuantileSummary level : levels) {
      level.writeTo(out);
    }
  }

  static QuantileLevels readFrom(DataInput in, double epsilon, int block) throws IOException {
    QuantileLevels read = new QuantileLevels(epsilon, block);
    read.shrunk = in.readBoolean();
    int levels = in.readInt();
    for (int i = 0; i < levels; i++) {
      read.levels.add(QuantileSummary.readFrom(in));
    }
    return read;
  }
}
