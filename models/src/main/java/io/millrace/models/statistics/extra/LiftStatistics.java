package io.millrace.models.statistics.extra;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.FeaturePath;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** Counts what {@link Lift} is made of. */
final class LiftStatistics implements ExtraStatistics {
  private static final int MOST_VALUES = 16_384;
  private static final int MOST_LABELS = 1_024;

  private final LiftSettings settings;
  private final SortedMap<FeaturePath, LiftCounts> features = new TreeMap<>();
  private ValueTally labels = new ValueTally();
  private long rows;
  private boolean weighted;
  private double totalWeight;

  LiftStatistics(LiftSettings settings) {
    this.settings = settings;
  }

  @Override
  public void add(ColumnBatch batch, double @Nullable [] weights) {
    FeatureColumn label = FeatureColumn.find(batch, settings.label());
    LabelRows labelRows =
        new LabelRows(
            batch.rows(),
            label == null ? null : label.flat(),
            settings.boundaries(),
            weights,
            labels,
            rows);
    for (FeaturePath path : settings.features()) {
      FeatureColumn feature = FeatureColumn.find(batch, path);
      if (feature != null) {
        features.computeIfAbsent(path, p -> new LiftCounts()).add(feature.flat(), labelRows);
      }
    }
    rows += batch.rows();
    weighted |= weights != null;
    for (int row = 0; row < batch.rows(); row++) {
      totalWeight += labelRows.weight(row);
    }
    prune();
  }

  private void prune() {
    features.values().forEach(counts -> counts.prune(MOST_VALUES));
    if (labels.size() <= MOST_LABELS) {
      return;
    }
    Integer[] byFrequency = labels.byFrequency();
    int[] ids = new int[byFrequency.length];
    Arrays.fill(ids, -1);
    ValueTally fewer = new ValueTally();
    for (int i = 0; i < MOST_LABELS / 2; i++) {
      ids[byFrequency[i]] = fewer.add(labels, byFrequency[i]);
    }
    labels = fewer;
    features.values().forEach(counts -> counts.renameLabels(ids));
  }

  @Override
  public void merge(ExtraStatistics more) {
    LiftStatistics other = (LiftStatistics) more;
    int[] ids = new int[other.labels.size()];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = labels.add(other.labels, id);
    }
    other.features.forEach(
        (path, theirs) -> features.computeIfAbsent(path, p -> new LiftCounts()).merge(theirs, ids));
    rows += other.rows;
    weighted |= other.weighted;
    totalWeight += other.totalWeight;
    prune();
  }

  @Override
  public void addTo(DatasetFeatureStatistics.Builder dataset) {
    FeatureEntries entries = new FeatureEntries(dataset);
    LiftReport byRows = LiftReport.byRows(settings, labels, rows, entries);
    LiftReport byWeight =
        LiftReport.byWeight(settings, labels, settings.ofRows() ? rows : totalWeight, entries);
    features.forEach(
        (path, counts) -> {
          CrossFeatureStatistics.Builder cross =
              CrossFeatureStatistics.newBuilder()
                  .setPathX(path.toProto())
                  .setPathY(settings.label().toProto());
          var lift = cross.getCategoricalCrossStatsBuilder().getLiftBuilder();
          byRows.addTo(lift, path, counts);
          if (weighted) {
            byWeight.addTo(lift, path, counts);
          }
          if (lift.getLiftSeriesCount() > 0) {
            dataset.addCrossFeatures(cross);
          }
        });
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeBoolean(weighted);
    out.writeDouble(totalWeight);
    labels.writeTo(out);
    out.writeInt(features.size());
    for (Map.Entry<FeaturePath, LiftCounts> entry : features.entrySet()) {
      Paths.write(entry.getKey(), out);
      entry.getValue().writeTo(out);
    }
  }

  LiftStatistics read(DataInput in) throws IOException {
    rows = in.readLong();
    weighted = in.readBoolean();
    totalWeight = in.readDouble();
    labels = ValueTally.readFrom(in);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      features.put(Paths.read(in), LiftCounts.readFrom(in));
    }
    return this;
  }
}
