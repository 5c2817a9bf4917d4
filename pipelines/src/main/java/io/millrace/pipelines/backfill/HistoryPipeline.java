package io.millrace.pipelines.backfill;

import io.millrace.models.data.ColumnBatch;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.stages.Stages;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings history into the store before there is a model: statistics and labelled examples of
 * records and labels from files.
 */
public final class HistoryPipeline {
  private HistoryPipeline() {}

  /**
   * Adds it to {@code pipeline}; the deployment's records and labels come from files. A schema that
   * there is already says what features are looked at as.
   *
   * @throws IOException if the schema cannot be used
   */
  public static void build(Pipeline pipeline, Deployment deployment) throws IOException {
    Stages stages = new Stages(pipeline, deployment, new StoreLayout(deployment.store()));
    PCollection<ColumnBatch> records = stages.records();
    stages.measure(records, Baseline.schemaIfAny(deployment));
    stages.learnHistory(records);
    stages.writeDeadLetters();
  }
}
