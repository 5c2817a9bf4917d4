package io.millrace.pipelines.backfill;

import io.millrace.models.data.ColumnBatch;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.stages.Learned;
import io.millrace.pipelines.stages.Stages;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.inference.ScoredBatch;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The same stages over files, bounded: measures, validates and predicts history; where labels are
 * given, it measures the predictions and raises the alarms that the history would have raised. It
 * asks for no training.
 */
public final class BackfillPipeline {
  private BackfillPipeline() {}

  /**
   * Adds it to {@code pipeline}.
   *
   * @param deployment with records, and labels if any, that come from files
   * @param labelled whether there are labels
   * @param output the directory that everything is written to
   */
  public static void build(
      Pipeline pipeline, Deployment deployment, Baseline baseline, boolean labelled, Path output) {
    Stages stages = new Stages(pipeline, deployment, new StoreLayout(output));
    PCollection<ColumnBatch> records = stages.records();
    stages.validate(stages.measure(records, baseline.schema()), baseline);
    PCollection<ScoredBatch> predictions =
        stages.predict(stages.validateRecords(records, baseline));
    Learned learned = labelled ? stages.learn(predictions) : null;
    stages.estimate(predictions, learned);
    if (learned != null) {
      stages.watch(predictions, learned, baseline);
    }
    stages.writeDeadLetters();
  }
}
