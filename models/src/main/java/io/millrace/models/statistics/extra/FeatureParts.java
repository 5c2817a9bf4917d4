package io.millrace.models.statistics.extra;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** Extra statistics that look at each feature by itself: a part a feature. */
final class FeatureParts<P extends FeaturePart<P>> implements ExtraStatistics {

  /** Reads what a part wrote. */
  interface Reader<P> {
    P read(FeaturePath path, DataInput in) throws IOException;
  }

  private final Function<FeaturePath, @Nullable P> start;
  private final RowSample sample;
  private final Map<FeaturePath, P> parts = new TreeMap<>();

  /**
   * Nothing yet.
   *
   * @param options which say what features are told of
   * @param start gives an empty part for a feature, or null where the feature is not looked at
   */
  FeatureParts(
      StatisticsOptions options, Function<FeaturePath, @Nullable P> start, RowSample sample) {
    this.start = path -> options.allows(path) ? start.apply(path) : null;
    this.sample = sample;
  }

  @Override
  public void add(ColumnBatch batch, double @Nullable [] weights) {
    ColumnBatch sampled = sample.of(batch);
    if (sampled.rows() == 0) {
      return;
    }
    for (FeatureColumn feature : FeatureColumn.leaves(sampled)) {
      P part = part(feature.path());
      if (part != null) {
        part.add(feature.flat());
      }
    }
  }

  private @Nullable P part(FeaturePath path) {
    P part = parts.get(path);
    if (part == null) {
      part = start.apply(path);
      if (part != null) {
        parts.put(path, part);
      }
    }
    return part;
  }

  @Override
  @SuppressWarnings("unchecked") // Only statistics of the same kind are merged.
  public void merge(ExtraStatistics other) {
    ((FeatureParts<P>) other)
        .parts.forEach(
            (path, theirs) -> {
              P part = part(path);
              if (part != null) {
                part.merge(theirs);
              }
            });
  }

  @Override
  public void addTo(DatasetFeatureStatistics.Builder dataset) {
    FeatureEntries entries = new FeatureEntries(dataset);
    parts.forEach((path, part) -> part.addTo(path, entries));
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(parts.size());
    for (Map.Entry<FeaturePath, P> entry : parts.entrySet()) {
      Paths.write(entry.getKey(), out);
      entry.getValue().writeTo(out);
    }
  }

  /** Reads what was written into this, which is empty. */
  FeatureParts<P> read(DataInput in, Reader<P> reader) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      FeaturePath path = Paths.read(in);
      parts.put(path, reader.read(path, in));
    }
    return this;
  }
}
