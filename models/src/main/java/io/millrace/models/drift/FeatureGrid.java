package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import java.util.List;

public record FeatureGrid(List<String> features) {
  public static FeatureGrid build(List<ColumnBatch> b, int n, int m) {
    return new FeatureGrid(List.of());
  }

  public String toJson() {
    return "";
  }

  public static FeatureGrid fromJson(String s) {
    return new FeatureGrid(List.of());
  }
}
