package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.IntColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What lift counts of one feature x: its values, and its values with each label y. */
final class LiftCounts {
  private ValueTally values;
  private PairTally pairs;

  LiftCounts() {
    this(new ValueTally(), new PairTally());
  }

  private LiftCounts(ValueTally values, PairTally pairs) {
    this.values = values;
    this.pairs = pairs;
  }

  ValueTally values() {
    return values;
  }

  PairTally pairs() {
    return pairs;
  }

  /** Adds the integers or strings of a column whose labels are given by row. */
  void add(FeatureColumn feature, LabelRows labels) {
    if (feature.column() instanceof BytesColumn strings) {
      for (int row = 0; row < strings.rows(); row++) {
        for (int i = strings.valueStart(row); i < strings.valueEnd(row); i++) {
          int id = values.idOf(strings.bytes(), strings.byteStart(i), strings.length(i));
          count(id, feature.batchRow(row), labels);
        }
      }
    } else if (feature.column() instanceof IntColumn ints) {
      for (int row = 0; row < ints.rows(); row++) {
        for (int i = ints.valueStart(row); i < ints.valueEnd(row); i++) {
          count(values.idOf(ints.value(i)), feature.batchRow(row), labels);
        }
      }
    }
  }

  private void count(int id, int row, LabelRows labels) {
    double weight = labels.weight(row);
    if (!values.count(id, labels.number(row), weight)) {
      return;
    }
    for (int i = labels.start(row); i < labels.end(row); i++) {
      pairs.add(id, labels.label(i), 1, weight);
    }
  }

  /**
   * Adds the other's counts.
   *
   * @param labels the id here of each label there
   */
  void merge(LiftCounts other, int[] labels) {
    int[] ids = new int[other.values.size()];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = values.add(other.values, id);
    }
    other.pairs.forEach((x, y, count, weight) -> pairs.add(ids[x], labels[y], count, weight));
  }

  /** Forgets the rarer half of the values once there are more than this, or 16 pairs of each. */
  void prune(int mostValues) {
    if (values.size() <= mostValues && pairs.size() <= 16L * mostValues) {
      return;
    }
    Integer[] ids = values.byFrequency();
    int[] kept = new int[ids.length];
    Arrays.fill(kept, -1);
    ValueTally fewer = new ValueTally();
    for (int i = 0; i < Math.max(1, Math.min(ids.length, mostValues) / 2); i++) {
      kept[ids[i]] = fewer.add(values, ids[i]);
    }
    keep(fewer, kept);
  }

  private void keep(ValueTally fewer, int[] kept) {
    PairTally fewerPairs = new PairTally();
    pairs.forEach(
        (x, y, count, weight) -> {
          if (kept[x] >= 0) {
            fewerPairs.add(kept[x], y, count, weight);
          }
        });
    values = fewer;
    pairs = fewerPairs;
  }

  /** Forgets labels: those with an id below 0 here; the others get that id. */
  void renameLabels(int[] ids) {
    PairTally renamed = new PairTally();
    pairs.forEach(
        (x, y, count, weight) -> {
          if (ids[y] >= 0) {
            renamed.add(x, ids[y], count, weight);
          }
        });
    pairs = renamed;
  }

  void writeTo(DataOutput out) throws IOException {
    values.writeTo(out);
    pairs.writeTo(out);
  }

  static LiftCounts readFrom(DataInput in) throws IOException {
    return new LiftCounts(ValueTally.readFrom(in), PairTally.readFrom(in));
  }
}
