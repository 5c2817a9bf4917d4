package io.millrace.pipelines.stages;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.pipelines.config.Deployment;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * The stages of a deployment, wired to its configuration: the words of which each pipeline is a
 * sentence. Every stage writes its own output; what no stage could handle is collected, and written
 * by {@link #writeDeadLetters}.
 */
public final class Stages {
  private final Wiring wiring;
  private final RecordStages records;
  private final ServingStages serving;
  private final FeedbackStages feedback;
  private final DriftStages drift;

  /**
   * The stages of {@code deployment} in {@code pipeline}.
   *
   * @param store where they write files
   */
  public Stages(Pipeline pipeline, Deployment deployment, StoreLayout store) {
    wiring = Wiring.of(pipeline, deployment, store);
    records = new RecordStages(wiring);
    serving = new ServingStages(wiring);
    feedback = new FeedbackStages(wiring);
    drift = new DriftStages(wiring);
  }

  /** Reads and decodes the records. */
  public PCollection<ColumnBatch> records() {
    return records.read();
  }

  /**
   * Computes statistics a window, and stores them with the accumulator that merges them.
   *
   * @param schema which features are categories, images or made of others; null before there is one
   */
  public PCollection<WindowResult<SlicedStatistics>> measure(
      PCollection<ColumnBatch> batches, @Nullable Schema schema) {
    return records.measure(batches, schema);
  }

  /** Validates the statistics against the schema and the rules over statistics. */
  public void validate(PCollection<WindowResult<SlicedStatistics>> statistics, Baseline baseline) {
    records.validate(statistics, baseline);
  }

  /**
   * Validates each record against the schema and the rules over records, if the deployment wants
   * it; those that go on.
   */
  public PCollection<ColumnBatch> validateRecords(
      PCollection<ColumnBatch> batches, Baseline baseline) {
    return records.validateRecords(batches, baseline);
  }

  /** Predicts with the champion. */
  public PCollection<ScoredBatch> predict(PCollection<ColumnBatch> batches) {
    return serving.predict(batches);
  }

  /** Where the champion is found. */
  public static RegistryModelSource champion(Deployment deployment) {
    return ServingStages.champion(deployment);
  }

  /** Joins predictions with their labels, stores the examples and measures the quality. */
  public Learned learn(PCollection<ScoredBatch> predictions) {
    return feedback.learn(predictions);
  }

  /** Joins records that no model was asked about with their labels, and stores the examples. */
  public Learned learnHistory(PCollection<ColumnBatch> batches) {
    return feedback.learnHistory(batches);
  }

  /**
   * Estimates the quality of predictions before their labels are there, if the deployment wants it.
   *
   * @param learned what labels tell; null without labels
   */
  public void estimate(PCollection<ScoredBatch> predictions, @Nullable Learned learned) {
    drift.estimate(predictions, learned);
  }

  /** Watches for drift. */
  public PCollection<KV<String, MonitoredWindow>> watch(
      PCollection<ScoredBatch> predictions, Learned learned, Baseline baseline) {
    return drift.watch(predictions, learned, baseline);
  }

  /** Turns alarms into training requests. */
  public void retrain(PCollection<KV<String, MonitoredWindow>> monitored) {
    drift.retrain(monitored);
  }

  /** Writes what no stage could handle; the last stage of every pipeline. */
  public void writeDeadLetters() {
    wiring.writeDeadLetters();
  }
}
