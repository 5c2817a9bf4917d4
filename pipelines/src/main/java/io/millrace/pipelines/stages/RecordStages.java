package io.millrace.pipelines.stages;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.RecordPolicy;
import io.millrace.pipelines.config.ValidationSettings;
import io.millrace.pipelines.io.Outputs;
import io.millrace.transforms.statistics.GenerateStatistics;
import io.millrace.transforms.storage.WriteWindows;
import io.millrace.transforms.validation.ValidateRecords;
import io.millrace.transforms.validation.ValidateStatistics;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.io.DataOutputStream;
import java.util.Set;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.Schema;

/** The stages of records: what they are like, and whether they are as they should be. */
final class RecordStages {
  private final Wiring wiring;
  private final Deployment deployment;
  private final StoreLayout store;
  private final EventTimeWindows windows;

  RecordStages(Wiring wiring) {
    this.wiring = wiring;
    this.deployment = wiring.deployment();
    this.store = wiring.store();
    this.windows = wiring.windows();
  }

  /** Reads and decodes the records. */
  PCollection<ColumnBatch> read() {
    return wiring.decode("Records", "decode", deployment.records());
  }

  /**
   * Computes statistics a window, and stores them with the accumulator that merges them.
   *
   * @param schema which features are categories, images or made of others; null before there is one
   */
  PCollection<WindowResult<SlicedStatistics>> measure(
      PCollection<ColumnBatch> records, @Nullable Schema schema) {
    PCollection<WindowResult<SlicedStatistics>> statistics =
        records.apply(
            "Statistics",
            GenerateStatistics.over(windows, StatisticsOptions.defaults().withSchema(schema))
                .excluding(Set.copyOf(deployment.excludedFromStatistics())));
    statistics.apply(
        "StoreStatistics",
        WriteWindows.to(
            store.statistics(),
            StoreLayout.STATISTICS,
            (value, out) -> value.toProto().writeTo(out)));
    statistics.apply(
        "StoreAccumulators",
        WriteWindows.to(
            store.statistics(),
            StoreLayout.ACCUMULATOR,
            (value, out) -> value.writeTo(new DataOutputStream(out))));
    statistics.apply("WriteStatistics", Outputs.statistics(deployment.sinks().statistics()));
    return statistics;
  }

  /**
   * Validates the statistics against the schema and the rules over statistics, each window beside
   * the one before it (drift) and the history that the deployment began with (skew).
   */
  void validate(PCollection<WindowResult<SlicedStatistics>> statistics, Baseline baseline) {
    ValidationSettings settings = deployment.validation();
    ValidateStatistics validation =
        ValidateStatistics.against(settings.withThresholds(baseline.schema()))
            // Columns are declared: one that nobody has filled yet is nothing new.
            .withOptions(settings.options().withEmptyFeaturesAsNew(false))
            .withControl(baseline.control())
            .withRules(settings.statisticsRules());
    String environment = settings.environment();
    PCollection<WindowResult<Anomalies>> anomalies =
        statistics.apply(
            "Validate", environment == null ? validation : validation.withEnvironment(environment));
    anomalies.apply(
        "StoreAnomalies",
        WriteWindows.to(store.anomalies(), "SchemaDiff.pb", (value, out) -> value.writeTo(out)));
    anomalies.apply(
        "WriteAnomalies",
        Outputs.anomalies(deployment.sinks().anomalies(), store.output("anomalies")));
  }

  /**
   * Validates each record against the schema and the rules over records, if the deployment wants
   * it; those that go on.
   */
  PCollection<ColumnBatch> validateRecords(PCollection<ColumnBatch> records, Baseline baseline) {
    ValidationSettings settings = deployment.validation();
    if (settings.records() == RecordPolicy.OFF) {
      return records;
    }
    Set<String> unmeasured = Set.copyOf(deployment.excludedFromStatistics());
    PCollectionTuple validated =
        records.apply(
            "ValidateRecords",
            ValidateRecords.against(settings.expectations(baseline.schema(), unmeasured))
                .withPolicy(ValidateRecords.Policy.valueOf(settings.records().name())));
    wiring.addDeadLetters(validated.get(ValidateRecords.DEAD_LETTERS));
    validated
        .get(ValidateRecords.INVALID)
        .apply(
            "WriteViolations",
            Outputs.violations(deployment.sinks().violations(), store.output("violations")));
    return validated.get(ValidateRecords.BATCHES);
  }
}
