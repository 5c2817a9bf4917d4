package io.millrace.transforms.feedback;

import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many of the records that were predicted in a window got a label within the horizon. Additive.
 *
 * @param versions by model version
 */
public record LabelCoverage(SortedMap<Long, Counts> versions) {
  public static final LabelCoverage NONE = new LabelCoverage(new TreeMap<>());

  public static final DataCoder<LabelCoverage> CODER =
      DataCoder.of("LabelCoverage", LabelCoverage::write, LabelCoverage::read);

  /**
   * Records of one version.
   *
   * @param labelled with a valid label
   * @param invalid with labels outside the valid range only
   * @param missing without any
   */
  public record Counts(long labelled, long invalid, long missing) {
    public long records() {
      return labelled + invalid + missing;
    }

    /** The share of records without a label, 0..1; NaN without records. */
    public double missingRate() {
      return (double) missing / records();
    }

    Counts plus(Counts other) {
      return new Counts(
          labelled + other.labelled, invalid + other.invalid, missing + other.missing);
    }
  }

  public LabelCoverage {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** The coverage of one record. */
  static LabelCoverage of(LabelFate fate) {
    SortedMap<Long, Counts> one = new TreeMap<>();
    one.put(
        fate.version(),
        switch (fate.outcome()) {
          case LABELLED -> new Counts(1, 0, 0);
          case INVALID -> new Counts(0, 1, 0);
          case MISSING -> new Counts(0, 0, 1);
        });
    return new LabelCoverage(one);
  }

  public LabelCoverage plus(LabelCoverage other) {
    SortedMap<Long, Counts> sum = new TreeMap<>(versions);
    other.versions.forEach((version, counts) -> sum.merge(version, counts, Counts::plus));
    return new LabelCoverage(sum);
  }

  private static void write(LabelCoverage coverage, DataOutput out) throws IOException {
    out.writeInt(coverage.versions.size());
    for (Map.Entry<Long, Counts> entry : coverage.versions.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().labelled);
      out.writeLong(entry.getValue().invalid);
      out.writeLong(entry.getValue().missing);
    }
  }

  private static LabelCoverage read(DataInput in) throws IOException {
    SortedMap<Long, Counts> versions = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      versions.put(in.readLong(), new Counts(in.readLong(), in.readLong(), in.readLong()));
    }
    return new LabelCoverage(versions);
  }
}
