package io.millrace.pipelines.local;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes statistics of files in this process, with several threads; the result does not depend on
 * how many.
 *
 * @param files paths or globs
 * @param threads how many splits are read at a time, at least 1
 * @param deadLetters takes rows that cannot be read, one at a time; without it the first one ends
 *     the run
 * @param rowsRead told of every batch's rows, by several threads
 */
public record StatisticsRun(
    List<String> files,
    ReadOptions reading,
    StatisticsOptions options,
    int threads,
    @Nullable Consumer<DeadLetter> deadLetters,
    LongConsumer rowsRead) {

  public SlicedStatistics run() throws InputException {
    try {
      DataFiles data = DataFiles.open(files, reading, threads);
      NamedColumns.check(options, data.layout());
      return deadLetters == null
          ? data.fold(threads, this::empty, this::add, StatisticsRun::merge)
          : data.fold(threads, deadLetters, this::empty, this::add, StatisticsRun::merge);
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  private SlicedStatistics empty() {
    return new SlicedStatistics(options);
  }

  private void add(SlicedStatistics statistics, ColumnBatch batch) {
    statistics.add(batch);
    rowsRead.accept(batch.rows());
  }

  private static SlicedStatistics merge(SlicedStatistics sum, SlicedStatistics next) {
    sum.merge(next);
    return sum;
  }
}
