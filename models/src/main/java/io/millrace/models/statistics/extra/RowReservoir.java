package io.millrace.models.statistics.extra;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample of rows of bounded size: those with the smallest hashes, which are the same for every
 * split of the rows.
 */
final class RowReservoir {
  private static final Comparator<Row> BY_HASH =
      Comparator.comparingLong((Row row) -> row.hash + Long.MIN_VALUE);

  /**
   * A row of the sample.
   *
   * @param values the values of each feature as bits, null where it is missing; features that
   *     turned up later are beyond its end
   */
  record Row(long hash, long[] @Nullable [] values) {
    long @Nullable [] values(int feature) {
      return feature < values.length ? values[feature] : null;
    }
  }

  private final int capacity;
  private List<Row> rows = new ArrayList<>();
  private long limit = -1; // as unsigned: the largest there is

  RowReservoir(int capacity) {
    this.capacity = capacity;
  }

  /** Whether a row with this hash may be of the sample; do not bother to make it if not. */
  boolean takes(long hash) {
    return Long.compareUnsigned(hash, limit) <= 0;
  }

  void add(Row row) {
    if (!takes(row.hash)) {
      return;
    }
    rows.add(row);
    if (rows.size() >= 2 * capacity) {
      rows = sample();
      limit = rows.get(capacity - 1).hash;
    }
  }

  /** The sample, by hash. */
  List<Row> sample() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(BY_HASH);
    return new ArrayList<>(sorted.subList(0, Math.min(capacity, sorted.size())));
  }

  void writeTo(DataOutput out) throws IOException {
    List<Row> sample = sample();
    out.writeInt(sample.size());
    for (Row row : sample) {
      out.writeLong(row.hash);
      out.writeInt(row.values.length);
      for (long[] values : row.values) {
        out.writeInt(values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
          out.writeLong(values[i]);
        }
      }
    }
  }

  /** Adds what was written. */
  void read(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long hash = in.readLong();
      long[][] values = new long[in.readInt()][];
      for (int feature = 0; feature < values.length; feature++) {
        int length = in.readInt();
        if (length >= 0) {
          values[feature] = new long[length];
          for (int v = 0; v < length; v++) {
            values[feature][v] = in.readLong();
          }
        }
      }
      add(new Row(hash, values));
    }
  }
}
