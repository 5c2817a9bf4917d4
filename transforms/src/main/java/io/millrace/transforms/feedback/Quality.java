package io.millrace.transforms.feedback;

import io.millrace.models.drift.ErrorMoments;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
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
   * @param all over all examples
   * @param slices over the examples of each slice, by its key
   */
  public record VersionQuality(MeasuredErrors all, SortedMap<String, MeasuredErrors> slices) {
    static final VersionQuality NONE = new VersionQuality(MeasuredErrors.NONE, new TreeMap<>());

    public VersionQuality {
      slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    }

    /** A version without slices. */
    public VersionQuality(Errors errors) {
      this(new MeasuredErrors(errors, Errors.NONE), new TreeMap<>());
    }

    /** The error that is watched for drift, of the labels that came in the window. */
    public ErrorMoments error() {
      return all.errors().watched();
    }

    VersionQuality plus(VersionQuality other) {
      SortedMap<String, MeasuredErrors> sum = new TreeMap<>(slices);
      other.slices.forEach((key, errors) -> sum.merge(key, errors, MeasuredErrors::plus));
      return new VersionQuality(all.plus(other.all), sum);
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
      VersionQuality version = entry.getValue();
      MeasuredErrors.CODER.write(version.all, out);
      out.writeInt(version.slices.size());
      for (Map.Entry<String, MeasuredErrors> slice : version.slices.entrySet()) {
        DataCoders.writeText(slice.getKey(), out);
        MeasuredErrors.CODER.write(slice.getValue(), out);
      }
    }
  }

  private static Quality read(DataInput in) throws IOException {
    SortedMap<Long, VersionQuality> versions = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long version = in.readLong();
      MeasuredErrors all = MeasuredErrors.CODER.read(in);
      SortedMap<String, MeasuredErrors> slices = new TreeMap<>();
      int keys = in.readInt();
      for (int k = 0; k < keys; k++) {
        slices.put(DataCoders.readText(in), MeasuredErrors.CODER.read(in));
      }
      versions.put(version, new VersionQuality(all, slices));
    }
    return new Quality(versions);
  }
}
