package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import java.io.*;

public final class GridCounts {
  public GridCounts(FeatureGrid g) {}

  public void add(ColumnBatch b) {}

  public void merge(GridCounts o) {}

  public long rows() {
    return 0;
  }

  public void writeTo(DataOutput o) throws IOException {}

  public static GridCounts readFrom(DataInput in, FeatureGrid g) throws IOException {
    return new GridCounts(g);
  }
}
