package io.millrace.pipelines.stages;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * What a deployment's data is compared with: made once from quiet data by the bootstrap.
 *
 * @param schema what the data should look like
 * @param grid where drift is counted
 */
public record Baseline(Schema schema, FeatureGrid grid) {

  /**
   * Reads the deployment's schema and grid.
   *
   * @throws IOException if the deployment was not bootstrapped; the message says what to do
   */
  public static Baseline read(Deployment deployment) throws IOException {
    Path gridFile = new StoreLayout(deployment.store()).grid();
    for (Path file : new Path[] {deployment.schemaFile(), gridFile}) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            file + ": missing (expected: a file that `millrace bootstrap` writes)");
      }
    }
    return new Baseline(
        SchemaFiles.read(deployment.schemaFile()),
        FeatureGrid.fromJson(Files.readString(gridFile)));
  }
}
