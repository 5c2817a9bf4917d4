package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts values that often stand for "nothing": as custom statistics of a feature {@code int_-1}
 * the numbers that are -1, {@code str_empty} the empty strings and, of lists in lists, {@code
 * list_empty} the empty innermost lists. A count of 0 is left out. Wanted when the options'
 * generators name it.
 */
public final class EmptyValues implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "EmptyValueCounterGenerator";
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
    return start(options).read(in, (path, data) -> Counts.read(data));
  }

  private FeatureParts<Counts> start(StatisticsOptions options) {
    Parameters.of(options, name());
    return new FeatureParts<>(options, path -> new Counts(), RowSample.all());
  }

  private static final class Counts implements FeaturePart<Counts> {
    private long minusOnes;
    private long emptyStrings;
    private long emptyLists;

    @Override
    public void add(FeatureColumn feature) {
      Column column = feature.column();
      if (feature.isNested()) {
        for (int row = 0; row < column.rows(); row++) {
          if (column.isPresent(row) && column.valueStart(row) == column.valueEnd(row)) {
            emptyLists++;
          }
        }
        return;
      }
      for (int row = 0; row < column.rows(); row++) {
        for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
          count(column, i);
        }
      }
    }

    private void count(Column column, int position) {
      if (column instanceof IntColumn ints) {
        minusOnes += ints.value(position) == -1 ? 1 : 0;
      } else if (column instanceof FloatColumn floats) {
        minusOnes += floats.value(position) == -1 ? 1 : 0;
      } else if (column instanceof BytesColumn strings) {
        emptyStrings += strings.length(position) == 0 ? 1 : 0;
      }
    }

    @Override
    public void merge(Counts other) {
      minusOnes += other.minusOnes;
      emptyStrings += other.emptyStrings;
      emptyLists += other.emptyLists;
    }

    @Override
    public void addTo(FeaturePath path, FeatureEntries entries) {
      addUnlessZero(path, "int_-1", minusOnes, entries);
      addUnlessZero(path, "str_empty", emptyStrings, entries);
      addUnlessZero(path, "list_empty", emptyLists, entries);
    }

    private static void addUnlessZero(
        FeaturePath path, String name, long count, FeatureEntries entries) {
      if (count > 0) {
        entries.add(path, name, count);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeLong(minusOnes);
      out.writeLong(emptyStrings);
      out.writeLong(emptyLists);
    }

    static Counts read(DataInput in) throws IOException {
      Counts counts = new Counts();
      counts.minusOnes = in.readLong();
      counts.emptyStrings = in.readLong();
      counts.emptyLists = in.readLong();
      return counts;
    }
  }
}
