package io.millrace.pipelines.local;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.Workers;
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
 * @param threads at least 1
 * @param deadLetters takes rows that cannot be read, one at a time; without it the first one ends
 *     the run
 * @param rowsRead told of the rows of every batch
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
      SlicedStatistics statistics = new SlicedStatistics(options);
      BadRows bad = deadLetters == null ? BadRows.fail() : BadRows.to(deadLetters);
      try (Workers workers = new Workers(threads)) {
        data.forEach(workers, bad, batches -> add(statistics, batches, workers));
      }
      return statistics;
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  private void add(SlicedStatistics statistics, List<ColumnBatch> batches, Workers workers) {
    statistics.add(batches, workers);
    batches.forEach(batch -> rowsRead.accept(batch.rows()));
  }
}
