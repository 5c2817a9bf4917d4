package io.millrace.pipelines.training;

import io.millrace.models.schema.SchemaInference;
import io.millrace.pipelines.config.BootstrapSettings;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.HistoryStatistics;
import io.millrace.pipelines.stages.StoreLayout;
import java.io.IOException;
import org.tensorflow.metadata.v0.Schema;

/** The schema of history, from the statistics that lie in the store. */
final class HistorySchema {
  private HistorySchema() {}

  /**
   * The schema of the windows of statistics that lie whole in the span of the bootstrap.
   *
   * @throws IOException also if there is no column in them, so that the schema would be empty
   */
  static Schema infer(Deployment deployment) throws IOException {
    Schema schema =
        SchemaInference.infer(
            HistoryStatistics.read(deployment).toProto(""), SchemaInference.Options.declared());
    if (schema.getFeatureCount() == 0) {
      BootstrapSettings span = deployment.bootstrap();
      throw new IOException(
          "schema: no column from "
              + span.from()
              + " to "
              + span.to()
              + " (expected: statistics of records in "
              + new StoreLayout(deployment.store()).statistics()
              + ")");
    }
    return schema;
  }
}
