package io.millrace.transforms.drift;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The rows of one window, counted on the grid, by the model version that predicted them. */
public final class VersionCounts {
  private final FeatureGrid grid;
  private final TreeMap<Long, GridCounts> versions = new TreeMap<>();

  public VersionCounts(FeatureGrid grid) {
    this.grid = grid;
  }

  /** The counts of this version, empty ones if there are none yet. */
  public GridCounts of(long version) {
    return versions.computeIfAbsent(version, v -> new GridCounts(grid));
  }

  /** The newest version that predicted a row; 0 if none did. */
  public long newest() {
    return versions.isEmpty() ? 0 : versions.lastKey();
  }

  void merge(VersionCounts other) {
    other.versions.forEach((version, counts) -> of(version).merge(counts));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(versions.size());
    for (Map.Entry<Long, GridCounts> entry : versions.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
  }

  static VersionCounts readFrom(DataInput in, FeatureGrid grid) throws IOException {
    VersionCounts counts = new VersionCounts(grid);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long version = in.readLong();
      counts.versions.put(version, GridCounts.readFrom(in, grid));
    }
    return counts;
  }
}
