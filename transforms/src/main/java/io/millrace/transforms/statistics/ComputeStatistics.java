package io.millrace.transforms.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.Summary;
import io.millrace.transforms.windows.WindowResult;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Computes the statistics of all columns, window by window.
 *
 * <p>Input: column batches in the global window, bounded or not. Output: one mergeable accumulator
 * a window, given out as {@link SummarizeByWindow} says. Statistics are those of {@code
 * tensorflow.metadata.v0}: {@code result.value().toProto(name)}.
 *
 * <p>Next: {@link io.millrace.transforms.validation.ValidateStatistics}.
 */
public final class ComputeStatistics
    extends PTransform<PCollection<ColumnBatch>, PCollection<WindowResult<DatasetStatistics>>> {
  public static final DataCoder<DatasetStatistics> CODER =
      DataCoder.of(
          "DatasetStatistics",
          (statistics, out) -> statistics.writeTo(out),
          DatasetStatistics::readFrom);

  private final EventTimeWindows windows;
  private final StatisticsOptions options;
  private final Set<String> excluded;

  private ComputeStatistics(
      EventTimeWindows windows, StatisticsOptions options, Set<String> excluded) {
    this.windows = windows;
    this.options = options;
    this.excluded = excluded;
  }

  public static ComputeStatistics over(EventTimeWindows windows, StatisticsOptions options) {
    return new ComputeStatistics(windows, options, Set.of());
  }

  /** Leaves these columns out. */
  public ComputeStatistics excluding(Set<String> columns) {
    return new ComputeStatistics(windows, options, Set.copyOf(columns));
  }

  @Override
  public PCollection<WindowResult<DatasetStatistics>> expand(PCollection<ColumnBatch> batches) {
    return batches.apply(
        "Summarize", SummarizeByWindow.of(windows, new StatisticsSummary(options, excluded)));
  }

  private record StatisticsSummary(StatisticsOptions options, Set<String> excluded)
      implements Summary<ColumnBatch, DatasetStatistics> {
    @Override
    public DatasetStatistics create() {
      return new DatasetStatistics(options);
    }

    @Override
    public long[] eventTimes(ColumnBatch batch) {
      return batch.eventTimes();
    }

    @Override
    public ColumnBatch select(ColumnBatch batch, int[] rows, int count) {
      return batch.select(rows, count);
    }

    @Override
    public DatasetStatistics add(DatasetStatistics statistics, ColumnBatch batch) {
      statistics.add(excluded.isEmpty() ? batch : batch.without(excluded));
      return statistics;
    }

    @Override
    public DatasetStatistics merge(DatasetStatistics into, DatasetStatistics other) {
      into.merge(other);
      return into;
    }

    @Override
    public Coder<DatasetStatistics> coder() {
      return CODER;
    }
  }
}
