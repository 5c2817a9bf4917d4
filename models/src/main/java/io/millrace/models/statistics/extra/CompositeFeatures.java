package io.millrace.models.statistics.extra;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.FeaturePath;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** Features of the schema that are made of several features of the data, with their counts. */
final class CompositeFeatures implements ExtraStatistics {

  /** Tells the counts of a composite feature as custom statistics. */
  interface Teller {
    void tell(FeaturePath path, PairCounts counts, FeatureEntries entries);
  }

  private final Map<FeaturePath, PairCounts> features;
  private final Teller teller;

  /**
   * Nothing counted yet.
   *
   * @param features the composite features, each with the empty counts of its parts
   */
  CompositeFeatures(Map<FeaturePath, PairCounts> features, Teller teller) {
    this.features = new TreeMap<>(features);
    this.teller = teller;
  }

  @Override
  public void add(ColumnBatch batch, double @Nullable [] weights) {
    features.values().forEach(counts -> counts.add(batch));
  }

  @Override
  public void merge(ExtraStatistics other) {
    ((CompositeFeatures) other)
        .features.forEach(
            (path, theirs) -> {
              PairCounts counts = features.get(path);
              if (counts == null) {
                throw new IllegalArgumentException(
                    "composite feature: " + path + " (expected: one of " + features.keySet() + ")");
              }
              counts.merge(theirs);
            });
  }

  @Override
  public void addTo(DatasetFeatureStatistics.Builder dataset) {
    FeatureEntries entries = new FeatureEntries(dataset);
    features.forEach((path, counts) -> teller.tell(path, counts, entries));
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(features.size());
    for (Map.Entry<FeaturePath, PairCounts> entry : features.entrySet()) {
      Paths.write(entry.getKey(), out);
      entry.getValue().writeTo(out);
    }
  }

  /** Reads what was written with the same schema into this, which has counted nothing. */
  CompositeFeatures read(DataInput in) throws IOException {
    int size = in.readInt();
    Map<FeaturePath, PairCounts> unread = new HashMap<>(features);
    for (int i = 0; i < size; i++) {
      FeaturePath path = Paths.read(in);
      PairCounts counts = unread.remove(path);
      if (counts == null) {
        throw new IOException("composite feature: " + path + " (expected: one of the schema)");
      }
      counts.readFrom(in);
    }
    return this;
  }
}
