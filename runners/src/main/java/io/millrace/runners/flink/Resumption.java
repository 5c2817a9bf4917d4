package io.millrace.runners.flink;

import java.nio.file.Path;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Flink to go on from a checkpoint. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private Resumption() {}

  /** Lets a job on a cluster go on from this checkpoint or savepoint, or one in this process. */
  static void from(Path checkpoint, boolean embedded, FlinkPipelineOptions options) {
    LOG.info("Going on from {}", checkpoint);
    String address = checkpoint.toUri().toString();
    options.setSavepointPath(address);
    if (embedded) {
      // Beam gives that to clusters only.
      Path directory = ClientConfiguration.with("execution.savepoint.path", address);
      options.setFlinkConfDir(directory.toString());
    }
  }
}
