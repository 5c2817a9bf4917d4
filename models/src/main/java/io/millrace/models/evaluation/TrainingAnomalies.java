package io.millrace.models.evaluation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.models.validation.AnomalySummary;
import io.millrace.models.validation.StatisticsValidator;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Validates the data that a model was trained on, for gates that ask for it. */
public final class TrainingAnomalies {
  private TrainingAnomalies() {}

  /**
   * What is wrong with the rows, a line each; empty if nothing is.
   *
   * @param others columns that are not the schema's, as the label
   */
  public static List<String> of(
      TrainingData rows, Set<String> others, StatisticsValidator validator) throws IOException {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    try (BatchCursor cursor = rows.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        statistics.add(batch.without(others));
      }
    }
    AnomalySummary summary = AnomalySummary.of(validator.validate(statistics.toProto("")));
    return summary.dataMissing()
        ? summary.lines()
        : summary.entries().stream().map(entry -> entry.feature() + ": " + entry.text()).toList();
  }
}
