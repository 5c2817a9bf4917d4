package io.millrace.pipelines.streaming;

import io.millrace.models.data.ColumnBatch;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.stages.Learned;
import io.millrace.pipelines.stages.Stages;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.inference.ScoredBatch;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * The always-on pipeline: measures, validates and predicts records, learns from labels, watches for
 * drift and asks for retraining. What it asks for is done by a trainer; what the trainer promotes,
 * it picks up while running.
 */
public final class ContinuousPipeline {
  private ContinuousPipeline() {}

  /** Adds the whole of it to {@code pipeline}. */
  public static void build(Pipeline pipeline, Deployment deployment, Baseline baseline) {
    Stages stages = new Stages(pipeline, deployment, new StoreLayout(deployment.store()));
    PCollection<ColumnBatch> records = stages.records();
    stages.validate(stages.measure(records, baseline.schema()), baseline);
    PCollection<ScoredBatch> predictions =
        stages.predict(stages.validateRecords(records, baseline));
    Learned learned = stages.learn(predictions);
    stages.estimate(predictions, learned);
    stages.retrain(stages.watch(predictions, learned, baseline));
    stages.writeDeadLetters();
  }
}
