package io.millrace.pipelines.backfill;

import io.millrace.models.data.ColumnBatch;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Stages;
import io.millrace.pipelines.stages.StoreLayout;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings history into the store before there is a model: statistics and labelled examples of
 * records and labels from files.
 */
public final class HistoryPipeline {
  private HistoryPipeline() {}

  /** Adds it to {@code pipeline}; the deployment's records and labels come from files. */
  public static void build(Pipeline pipeline, Deployment deployment) {
    Stages stages = new Stages(pipeline, deployment, new StoreLayout(deployment.store()));
    PCollection<ColumnBatch> records = stages.records();
    stages.measure(records);
    stages.learnHistory(records);
    stages.writeDeadLetters();
  }
}
