package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.Slicing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What windows are compared with: the counts of reference rows by slice, as a whole and by season.
 * A window within one part of the season is compared with that part of the reference, if it has
 * rows enough, and else with the whole.
 */
public final class ReferenceCounts {
  private static final int VERSION = 1;

  private final FeatureGrid grid;
  private final Slicing slicing;
  private final Season season;
  private final SlicedCounts whole;
  private final Map<Integer, SlicedCounts> parts = new TreeMap<>();

  public ReferenceCounts(FeatureGrid grid, Slicing slicing, Season season) {
    this.grid = grid;
    this.slicing = slicing;
    this.season = season;
    this.whole = new SlicedCounts(grid, slicing);
  }

  public FeatureGrid grid() {
    return grid;
  }

  public Slicing slicing() {
    return slicing;
  }

  /** Counts of no rows on the same grid, by the same slices and season. */
  public ReferenceCounts empty() {
    return new ReferenceCounts(grid, slicing, season);
  }

  /** The counts of all reference rows. */
  public SlicedCounts whole() {
    return whole;
  }

  public void add(ColumnBatch batch) {
    whole.add(batch);
    if (season != Season.NONE) {
      RowGroups.split(batch, season::of, (part, rows) -> part((int) part).add(rows));
    }
  }

  private SlicedCounts part(int part) {
    return parts.computeIfAbsent(part, p -> new SlicedCounts(grid, slicing));
  }

  /** Adds other reference rows, counted on the same grid. */
  public void merge(ReferenceCounts other) {
    whole.merge(other.whole);
    other.parts.forEach((part, counts) -> part(part).merge(counts));
  }

  /**
   * What a window of a slice is compared with; null if the reference does not have the slice.
   *
   * @param start of the window, in milliseconds since the epoch
   * @param minimumRows that a part of the season needs to stand for the whole
   */
  public @Nullable GridCounts of(String slice, long start, Duration length, long minimumRows) {
    if (season != Season.NONE && season.holds(length)) {
      SlicedCounts part = parts.get(season.of(start));
      GridCounts counts = part == null ? null : part.slices().get(slice);
      if (counts != null && counts.rows() >= minimumRows) {
        return counts;
      }
    }
    return whole.slices().get(slice);
  }

  /** Writes the counts, without the grid and the slicing. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(season.name());
    whole.writeTo(out);
    out.writeInt(parts.size());
    for (var part : parts.entrySet()) {
      out.writeInt(part.getKey());
      part.getValue().writeTo(out);
    }
  }

  /** The counts that {@link #writeTo} wrote, on the grid they were counted on. */
  public static ReferenceCounts readFrom(DataInput in, FeatureGrid grid, Slicing slicing)
      throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "reference counts, version: " + version + " (expected: " + VERSION + ")");
    }
    ReferenceCounts read = new ReferenceCounts(grid, slicing, Season.valueOf(in.readUTF()));
    read.whole.merge(SlicedCounts.readFrom(in, grid, slicing));
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      read.parts.put(in.readInt(), SlicedCounts.readFrom(in, grid, slicing));
    }
    return read;
  }
}
