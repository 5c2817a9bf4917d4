package io.millrace.transforms.feedback;

import io.millrace.models.drift.ErrorMoments;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good each model version's predictions were, over the labels of one window.
 *
 * @param versions by version number
 */
public record Quality(SortedMap<Long, VersionQuality> versions) {
  public static final DataCoder<Quality> CODER =
      DataCoder.of("Quality", Quality::write, Quality::read);

  /**
   * The errors of one version.
   *
   * @param error the error that is watched for drift
   * @param absolute the absolute error, in units of the label; its mean is MAE
   * @param percentage the absolute error divided by the label; its mean is MAPE. Labels of zero are
   *     left out.
   */
  public record VersionQuality(ErrorMoments error, ErrorMoments absolute, ErrorMoments percentage) {
    static final VersionQuality NONE =
        new VersionQuality(ErrorMoments.NONE, ErrorMoments.NONE, ErrorMoments.NONE);

    VersionQuality plus(VersionQuality other) {
      return new VersionQuality(
          error.plus(other.error),
          absolute.plus(other.absolute),
          percentage.plus(other.percentage));
    }

    VersionQuality plus(double watched, double label, double prediction) {
      double distance = Math.abs(prediction - label);
      return new VersionQuality(
          error.plus(watched),
          absolute.plus(distance),
          label == 0 ? percentage : percentage.plus(distance / Math.abs(label)));
    }
  }

  public Quality {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** The quality over the rows of both. */
  public Quality plus(Quality other) {
    SortedMap<Long, VersionQuality> sum = new TreeMap<>(versions);
    other.versions.forEach((version, quality) -> sum.merge(version, quality, VersionQuality::plus));
    return new Quality(sum);
  }

  private static void write(Quality quality, DataOutput out) throws IOException {
    out.writeInt(quality.versions.size());
    for (Map.Entry<Long, VersionQuality> entry : quality.versions.entrySet()) {
      out.writeLong(entry.getKey());
      write(entry.getValue().error, out);
      write(entry.getValue().absolute, out);
      write(entry.getValue().percentage, out);
    }
  }

  private static void write(ErrorMoments moments, DataOutput out) throws IOException {
    out.writeLong(moments.count());
    out.writeDouble(moments.sum());
    out.writeDouble(moments.squares());
  }

  private static Quality read(DataInput in) throws IOException {
    SortedMap<Long, VersionQuality> versions = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long version = in.readLong();
      versions.put(version, new VersionQuality(readMoments(in), readMoments(in), readMoments(in)));
    }
    return new Quality(versions);
  }

  private static ErrorMoments readMoments(DataInput in) throws IOException {
    return new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
  }
}
