package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StringHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** The rows, in samples of bounded size, that mutual information is estimated from. */
final class InformationSample implements ExtraStatistics {
  /** Of a row with more values, these many count. */
  private static final int MOST_VALUES = 4_096;

  private final InformationSettings settings;
  private final Estimator estimator;
  private final List<RowReservoir> partitions = new ArrayList<>();
  // The number of each feature in the rows, and whether its values are categories.
  private final Map<String, SampledFeature> features = new LinkedHashMap<>();

  /** Estimates what a partition's rows tell, and reports it. */
  interface Estimator {
    void estimate(
        InformationSettings settings,
        Map<String, SampledFeature> features,
        List<RowReservoir.Row> rows,
        InformationReport report);
  }

  InformationSample(InformationSettings settings, Estimator estimator) {
    this.settings = settings;
    this.estimator = estimator;
    for (int i = 0; i < settings.partitions(); i++) {
      partitions.add(new RowReservoir(settings.rows()));
    }
  }

  /** A feature's number, and whether its values are categories. */
  record SampledFeature(int index, boolean categorical) {}

  @Override
  public void add(ColumnBatch batch, double @Nullable [] weights) {
    SampledFeature[] known = new SampledFeature[batch.layout().size()];
    Column[] columns = new Column[known.length];
    for (int i = 0; i < known.length; i++) {
      String name = batch.layout().field(i).name();
      FeatureColumn flat = FeatureColumn.top(batch, i).flat();
      if (!(flat.column() instanceof StructColumn)
          && !flat.isNested()
          && settings.takes(flat.path())) {
        columns[i] = flat.column();
        known[i] = feature(name, flat.column());
      }
    }
    for (int row = 0; row < batch.rows(); row++) {
      long hash = RowHash.of(batch, row);
      RowReservoir partition = partition(hash);
      if (partition.takes(hash)) {
        long[][] values = new long[features.size()][];
        for (int i = 0; i < known.length; i++) {
          if (columns[i] != null) {
            values[known[i].index] = values(columns[i], row, known[i].categorical);
          }
        }
        partition.add(new RowReservoir.Row(hash, values));
      }
    }
  }

  private RowReservoir partition(long hash) {
    return partitions.get((int) Long.remainderUnsigned(RowHash.mix(hash), settings.partitions()));
  }

  private SampledFeature feature(String name, Column column) {
    var described = settings.schema().get(FeaturePath.of(name));
    boolean categorical =
        column instanceof BytesColumn
            || (described != null && SchemaFeatures.isCategorical(described));
    return features.computeIfAbsent(name, n -> new SampledFeature(features.size(), categorical));
  }

  /** The row's values as bits; null if there are none. Strings are known by their hash. */
  private static long @Nullable [] values(Column column, int row, boolean categorical) {
    int start = column.valueStart(row);
    int size = Math.min(MOST_VALUES, column.valueEnd(row) - start);
    long[] values = new long[size];
    int count = 0;
    for (int i = start; i < start + size; i++) {
      if (column instanceof BytesColumn strings) {
        if (categorical) {
          values[count++] = StringHash.of(strings.bytes(), strings.byteStart(i), strings.length(i));
        }
      } else {
        double number =
            column instanceof IntColumn ints ? ints.value(i) : ((FloatColumn) column).value(i);
        if (Double.isFinite(number)) {
          values[count++] = Double.doubleToLongBits(number);
        }
      }
    }
    return count == 0 ? null : Arrays.copyOf(values, count);
  }

  @Override
  public void merge(ExtraStatistics more) {
    InformationSample other = (InformationSample) more;
    int[] indexes = new int[other.features.size()];
    other.features.forEach(
        (name, theirs) ->
            indexes[theirs.index] =
                features.computeIfAbsent(
                        name, n -> new SampledFeature(features.size(), theirs.categorical))
                    .index);
    for (int i = 0; i < partitions.size(); i++) {
      for (RowReservoir.Row row : other.partitions.get(i).sample()) {
        partitions.get(i).add(renumbered(row, indexes));
      }
    }
  }

  private RowReservoir.Row renumbered(RowReservoir.Row row, int[] indexes) {
    long[][] values = new long[features.size()][];
    for (int i = 0; i < row.values().length; i++) {
      values[indexes[i]] = row.values()[i];
    }
    return new RowReservoir.Row(row.hash(), values);
  }

  @Override
  public void addTo(DatasetFeatureStatistics.Builder dataset) {
    InformationReport report = new InformationReport();
    for (RowReservoir partition : partitions) {
      estimator.estimate(settings, features, partition.sample(), report);
    }
    report.addTo(new FeatureEntries(dataset), settings.presence());
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(features.size());
    for (Map.Entry<String, SampledFeature> feature : features.entrySet()) {
      out.writeUTF(feature.getKey());
      out.writeBoolean(feature.getValue().categorical);
    }
    for (RowReservoir partition : partitions) {
      partition.writeTo(out);
    }
  }

  InformationSample read(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      features.put(in.readUTF(), new SampledFeature(i, in.readBoolean()));
    }
    for (RowReservoir partition : partitions) {
      partition.read(in);
    }
    return this;
  }
}
