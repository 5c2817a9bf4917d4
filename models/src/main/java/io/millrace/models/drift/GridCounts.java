package io.millrace.models.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.distances.BinKind;
import io.millrace.models.drift.distances.BinnedSamples;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many values of each feature lie in each bin of a grid. Exact; adding up counts of parts gives
 * the counts of the whole. Not thread-safe.
 */
public final class GridCounts {
  private static final int VERSION = 1;

  private final FeatureGrid grid;
  private final ColumnCounter[] counters;
  private final long[][] counts;
  private long rows;

  public GridCounts(FeatureGrid grid) {
    this.grid = grid;
    this.counters = new ColumnCounter[grid.size()];
    this.counts = new long[grid.size()][];
    for (int i = 0; i < counts.length; i++) {
      counters[i] = grid.feature(i).counter();
      counts[i] = new long[grid.feature(i).bins()];
    }
  }

  /**
   * Counts that were made elsewhere.
   *
   * @param counts by feature and bin of the grid
   */
  public static GridCounts of(FeatureGrid grid, long rows, long[][] counts) {
    GridCounts made = new GridCounts(grid);
    made.rows = rows;
    for (int i = 0; i < made.counts.length; i++) {
      if (counts[i].length != made.counts[i].length) {
        throw new IllegalArgumentException(
            "bins of "
                + grid.feature(i).name()
                + ": "
                + counts[i].length
                + " (expected: "
                + made.counts[i].length
                + ")");
      }
      made.counts[i] = counts[i].clone();
    }
    return made;
  }

  public FeatureGrid grid() {
    return grid;
  }

  public long rows() {
    return rows;
  }

  /** The counts of the feature at this position in the grid, by bin. */
  public long[] counts(int feature) {
    return counts[feature].clone();
  }

  /** A feature's counts beside those of other data on the same grid. */
  public BinnedSamples samples(int feature, GridCounts current) {
    GridFeature described = grid.feature(feature);
    BinKind[] kinds = new BinKind[described.bins()];
    for (int bin = 0; bin < kinds.length; bin++) {
      kinds[bin] = described.kind(bin);
    }
    return new BinnedSamples(
        Arrays.stream(counts[feature]).asDoubleStream().toArray(),
        Arrays.stream(current.counts[feature]).asDoubleStream().toArray(),
        described.places(),
        kinds);
  }

  /** Counts all rows; a feature that the batch does not have is missing in them. */
  public void add(ColumnBatch batch) {
    rows += batch.rows();
    for (int i = 0; i < counters.length; i++) {
      Column column = batch.column(grid.feature(i).name());
      if (column == null) {
        counts[i][GridFeature.MISSING] += batch.rows();
      } else {
        counters[i].count(column, counts[i]);
      }
    }
  }

  /** Adds the counts of {@code other}, which are on the same grid and stay as they are. */
  public void merge(GridCounts other) {
    if (!other.grid.equals(grid)) {
      throw new IllegalArgumentException("grid: another (expected: the same)");
    }
    rows += other.rows;
    for (int i = 0; i < counts.length; i++) {
      for (int bin = 0; bin < counts[i].length; bin++) {
        counts[i][bin] += other.counts[i][bin];
      }
    }
  }

  /** Writes the counts, without the grid. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(rows);
    out.writeInt(counts.length);
    for (long[] feature : counts) {
      out.writeInt(feature.length);
      for (long count : feature) {
        out.writeLong(count);
      }
    }
  }

  /** The counts that {@link #writeTo} wrote, on the grid they were counted on. */
  public static GridCounts readFrom(DataInput in, FeatureGrid grid) throws IOException {
    GridCounts read = new GridCounts(grid);
    expect("version", in.readByte(), VERSION);
    read.rows = in.readLong();
    expect("features", in.readInt(), grid.size());
    for (int i = 0; i < read.counts.length; i++) {
      expect("bins of " + grid.feature(i).name(), in.readInt(), read.counts[i].length);
      for (int bin = 0; bin < read.counts[i].length; bin++) {
        read.counts[i][bin] = in.readLong();
      }
    }
    return read;
  }

  private static void expect(String what, int actual, int expected) throws IOException {
    if (actual != expected) {
      throw new IOException("counts, " + what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
