package io.millrace.pipelines.training;

import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Lineage;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes a challenger a version: its files in the model store, its row in the registry. */
record Publication(Deployment deployment, Registry registry) {

  /**
   * Publishes a challenger.
   *
   * @param run the run that made it; null if none did
   * @param warmStart the version whose weights it started from; null for none
   * @return the version, which is READY
   */
  long publish(
      Challenger challenger, Examples examples, @Nullable Long run, @Nullable Long warmStart)
      throws IOException {
    String model = deployment.model();
    long version = registry.allocateVersion(model, run);
    registry.recordLineage(model, version, lineage(examples, warmStart));
    Path published =
        new ModelStore(deployment.registry().models())
            .publish(model, version, challenger.directory());
    registry.markReady(model, version, challenger.metrics(), Manifest.sha256Of(published));
    return version;
  }

  private Lineage lineage(Examples examples, @Nullable Long warmStart) throws IOException {
    DataWindow window = examples.window();
    DataWindow heldOut = new DataWindow(examples.heldOutFrom(), window.to());
    Path schema = deployment.schemaFile();
    return new Lineage(
        window,
        heldOut,
        examples.rows(Side.TRAINING),
        null,
        Files.isRegularFile(schema) ? sha256(Files.readAllBytes(schema)) : null,
        warmStart);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every JVM)", e);
    }
  }
}
