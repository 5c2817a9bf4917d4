package io.millrace.transforms.drift;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.VersionInUse;
import io.millrace.models.statistics.Slicing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one window, counted on the grid, by the model version that predicted them and by
 * slice.
 */
public final class VersionCounts {
  private final FeatureGrid grid;
  private final Slicing slicing;
  private final TreeMap<Long, SlicedCounts> versions = new TreeMap<>();

  public VersionCounts(FeatureGrid grid, Slicing slicing) {
    this.grid = grid;
    this.slicing = slicing;
  }

  /** The counts of this version, empty ones if there are none yet. */
  public SlicedCounts of(long version) {
    return versions.computeIfAbsent(version, v -> new SlicedCounts(grid, slicing));
  }

  /** Whether rows of this version were counted. */
  boolean has(long version) {
    return versions.containsKey(version);
  }

  /** The version that predicted the most rows, of two with as many the higher; 0 if none did. */
  public long prevailing() {
    return versions.isEmpty()
        ? 0
        : VersionInUse.byRows(versions, counts -> counts.all().rows()).get(0).getKey();
  }

  void merge(VersionCounts other) {
    other.versions.forEach((version, counts) -> of(version).merge(counts));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(versions.size());
    for (Map.Entry<Long, SlicedCounts> entry : versions.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
  }

  static VersionCounts readFrom(DataInput in, FeatureGrid grid, Slicing slicing)
      throws IOException {
    VersionCounts counts = new VersionCounts(grid, slicing);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long version = in.readLong();
      counts.versions.put(version, SlicedCounts.readFrom(in, grid, slicing));
    }
    return counts;
  }
}
