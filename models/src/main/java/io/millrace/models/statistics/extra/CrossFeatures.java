package io.millrace.models.statistics.extra;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.NumericCrossStatistics;
import org.tensorflow.metadata.v0.Path;

/**
 * Population covariance and Pearson correlation of each two numeric features, over the sampled rows
 * in which both have exactly one value that is not NaN. Wanted when the options' generators name
 * it; structs are not looked into.
 *
 * <p>Parameters: {@code sample_rate} (0.1), the share of the rows, which are picked one by one, not
 * by batch as TensorFlow Data Validation does; {@code feature_crosses}, the pairs as {@code
 * x*y,x*z}, all pairs by default. The correlation is left out when a feature does not vary. Memory
 * and time grow with the number of pairs. Moments are updated pairwise: Chan, Golub and LeVeque
 * (1979).
 */
public final class CrossFeatures implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "CrossFeatureStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.generators().containsKey(name());
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return start(options).read(in);
  }

  private Crosses start(StatisticsOptions options) {
    Parameters parameters = Parameters.of(options, name(), "sample_rate", "feature_crosses");
    List<Pair> pairs = new ArrayList<>();
    for (String text : parameters.list("feature_crosses")) {
      String[] names = text.split("\\*", -1);
      if (names.length != 2) {
        throw parameters.wrong("feature_crosses", text, "x*y", null);
      }
      pairs.add(new Pair(names[0], names[1]));
    }
    return new Crosses(
        options, pairs, new RowSample(parameters.number("sample_rate", 0.1, Double.MIN_VALUE, 1)));
  }

  /** Two features by name. */
  private record Pair(String x, String y) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byX = x.compareTo(other.x);
      return byX != 0 ? byX : y.compareTo(other.y);
    }
  }

  private static final class Crosses implements ExtraStatistics {
    private final StatisticsOptions options;
    private final List<Pair> wanted;
    private final RowSample sample;
    private final SortedMap<Pair, CoMoments> crosses = new TreeMap<>();

    Crosses(StatisticsOptions options, List<Pair> wanted, RowSample sample) {
      this.options = options;
      this.wanted = wanted;
      this.sample = sample;
    }

    @Override
    public void add(ColumnBatch batch, double @Nullable [] weights) {
      ColumnBatch sampled = sample.of(batch);
      if (sampled.rows() == 0) {
        return;
      }
      SortedMap<String, double[]> numbers = new TreeMap<>();
      for (int i = 0; i < sampled.layout().size(); i++) {
        double[] univalent = univalent(sampled.column(i));
        if (univalent != null) {
          numbers.put(sampled.layout().field(i).name(), univalent);
        }
      }
      if (!wanted.isEmpty()) {
        wanted.forEach(pair -> add(pair, numbers.get(pair.x()), numbers.get(pair.y())));
        return;
      }
      List<String> names =
          numbers.keySet().stream().filter(name -> options.allows(FeaturePath.of(name))).toList();
      for (int x = 0; x < names.size(); x++) {
        for (int y = x + 1; y < names.size(); y++) {
          Pair pair = new Pair(names.get(x), names.get(y));
          add(pair, numbers.get(pair.x()), numbers.get(pair.y()));
        }
      }
    }

    private void add(Pair pair, double @Nullable [] x, double @Nullable [] y) {
      if (x != null && y != null) {
        crosses.computeIfAbsent(pair, p -> new CoMoments()).add(x, y);
      }
    }

    /** The number of each row with one value, NaN for other rows; null for strings and the like. */
    private static double @Nullable [] univalent(Column column) {
      if (!(column instanceof IntColumn) && !(column instanceof FloatColumn)) {
        return null;
      }
      double[] numbers = new double[column.rows()];
      for (int row = 0; row < numbers.length; row++) {
        int at = column.valueStart(row);
        if (column.valueEnd(row) - at != 1) {
          numbers[row] = Double.NaN;
        } else {
          numbers[row] =
              column instanceof IntColumn ints ? ints.value(at) : ((FloatColumn) column).value(at);
        }
      }
      return numbers;
    }

    @Override
    public void merge(ExtraStatistics other) {
      ((Crosses) other)
          .crosses.forEach(
              (pair, theirs) -> crosses.computeIfAbsent(pair, p -> new CoMoments()).merge(theirs));
    }

    @Override
    public void addTo(DatasetFeatureStatistics.Builder dataset) {
      crosses.forEach((pair, moments) -> dataset.addCrossFeatures(toProto(pair, moments)));
    }

    private static CrossFeatureStatistics toProto(Pair pair, CoMoments moments) {
      CrossFeatureStatistics.Builder cross =
          CrossFeatureStatistics.newBuilder()
              .setPathX(Path.newBuilder().addStep(pair.x()))
              .setPathY(Path.newBuilder().addStep(pair.y()))
              .setCount(moments.count());
      if (moments.count() > 0) {
        NumericCrossStatistics.Builder numbers =
            NumericCrossStatistics.newBuilder().setCovariance((float) moments.covariance());
        if (moments.bothVary()) {
          numbers.setCorrelation((float) moments.correlation());
        }
        cross.setNumCrossStats(numbers);
      }
      return cross.build();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeInt(crosses.size());
      for (Map.Entry<Pair, CoMoments> entry : crosses.entrySet()) {
        out.writeUTF(entry.getKey().x());
        out.writeUTF(entry.getKey().y());
        entry.getValue().writeTo(out);
      }
    }

    Crosses read(DataInput in) throws IOException {
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        crosses.put(new Pair(in.readUTF(), in.readUTF()), CoMoments.readFrom(in));
      }
      return this;
    }
  }
}
