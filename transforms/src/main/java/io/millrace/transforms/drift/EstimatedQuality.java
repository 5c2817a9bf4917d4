package io.millrace.transforms.drift;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quality of a window's predictions as it was estimated without labels, and as it turned out.
 *
 * @param labelled whether labels have come, as far as they do
 * @param versions by the version that predicted
 */
public record EstimatedQuality(boolean labelled, SortedMap<Long, OfVersion> versions) {
  public static final DataCoder<EstimatedQuality> CODER =
      DataCoder.of("EstimatedQuality", EstimatedQuality::write, EstimatedQuality::read);

  /**
   * The quality of one version.
   *
   * @param rows that were estimated from
   * @param labelledRows those of the window that have a label
   * @param assumption what has to hold for the estimates, and what they therefore cannot see
   */
  public record OfVersion(long rows, long labelledRows, List<Metric> metrics, String assumption) {
    public OfVersion {
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * One metric.
   *
   * @param lower bound of the estimate, three standard errors below
   * @param upper bound of the estimate
   * @param usualFrom what is usual for the estimate; NaN if the reference is too small to tell
   * @param usualTo likewise
   * @param realised by the labels; NaN without any
   */
  public record Metric(
      String name,
      double estimate,
      double lower,
      double upper,
      double usualFrom,
      double usualTo,
      double realised) {
    /** Whether the estimate is outside of what is usual. */
    public boolean isUnusual() {
      return estimate < usualFrom || estimate > usualTo;
    }
  }

  public EstimatedQuality {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  private static void write(EstimatedQuality quality, DataOutput out) throws IOException {
    out.writeBoolean(quality.labelled);
    out.writeInt(quality.versions.size());
    for (Map.Entry<Long, OfVersion> entry : quality.versions.entrySet()) {
      OfVersion version = entry.getValue();
      out.writeLong(entry.getKey());
      out.writeLong(version.rows);
      out.writeLong(version.labelledRows);
      out.writeInt(version.metrics.size());
      for (Metric metric : version.metrics) {
        DataCoders.writeText(metric.name, out);
        out.writeDouble(metric.estimate);
        out.writeDouble(metric.lower);
        out.writeDouble(metric.upper);
        out.writeDouble(metric.usualFrom);
        out.writeDouble(metric.usualTo);
        out.writeDouble(metric.realised);
      }
      DataCoders.writeText(version.assumption, out);
    }
  }

  private static EstimatedQuality read(DataInput in) throws IOException {
    boolean labelled = in.readBoolean();
    SortedMap<Long, OfVersion> versions = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long version = in.readLong();
      long rows = in.readLong();
      long labelledRows = in.readLong();
      int metrics = in.readInt();
      List<Metric> read = new ArrayList<>();
      for (int m = 0; m < metrics; m++) {
        read.add(
            new Metric(
                DataCoders.readText(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble()));
      }
      versions.put(version, new OfVersion(rows, labelledRows, read, DataCoders.readText(in)));
    }
    return new EstimatedQuality(labelled, versions);
  }
}
