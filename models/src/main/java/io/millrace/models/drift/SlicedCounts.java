package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.LongText;
import io.millrace.models.statistics.Slicer;
import io.millrace.models.statistics.Slicing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of all rows, under the empty name, and of each slice of them. Exact and additive, as
 * {@link GridCounts} are; not thread-safe.
 */
public final class SlicedCounts {
  /** The name of the slice with all rows. */
  public static final String ALL = "";

  private static final int VERSION = 2;

  private final FeatureGrid grid;
  private final Slicer slicer;
  private final SortedMap<String, GridCounts> slices = new TreeMap<>();

  public SlicedCounts(FeatureGrid grid, Slicing slicing) {
    this.grid = grid;
    this.slicer = new Slicer(slicing);
    slices.put(ALL, new GridCounts(grid));
  }

  /** The counts by slice, in the order of their names: all rows first. */
  public SortedMap<String, GridCounts> slices() {
    return Collections.unmodifiableSortedMap(slices);
  }

  /** The counts of all rows. */
  public GridCounts all() {
    return slice(ALL);
  }

  private GridCounts slice(String name) {
    return slices.computeIfAbsent(name, n -> new GridCounts(grid));
  }

  /** Adds counts of all rows, without slices. */
  public void add(GridCounts counts) {
    all().merge(counts);
  }

  public void add(ColumnBatch batch) {
    all().add(batch);
    slicer.slice(batch, (name, rows) -> slice(name).add(rows));
  }

  /** Adds the counts of {@code other}, which are on the same grid and stay as they are. */
  public void merge(SlicedCounts other) {
    other.slices.forEach((name, counts) -> slice(name).merge(counts));
  }

  /** Writes the counts, without the grid and the slicing. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(slices.size());
    for (var slice : slices.entrySet()) {
      LongText.write(slice.getKey(), out);
      slice.getValue().writeTo(out);
    }
  }

  /** The counts that {@link #writeTo} wrote, on the grid they were counted on. */
  public static SlicedCounts readFrom(DataInput in, FeatureGrid grid, Slicing slicing)
      throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("sliced counts, version: " + version + " (expected: " + VERSION + ")");
    }
    SlicedCounts read = new SlicedCounts(grid, slicing);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      read.slices.put(LongText.read(in), GridCounts.readFrom(in, grid));
    }
    return read;
  }
}
