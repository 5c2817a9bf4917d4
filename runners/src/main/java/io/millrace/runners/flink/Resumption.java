package io.millrace.runners.flink;

import java.nio.file.Path;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Flink to go on from a checkpoint. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private Resumption() {}

  /** Lets a job go on from this checkpoint or savepoint, on a cluster or in this process. */
  static void from(Path checkpoint, FlinkPipelineOptions options, Configuration flink) {
    LOG.info("Going on from {}", checkpoint);
    String address = checkpoint.toUri().toString();
    // To clusters Beam gives the one, to this process Flink the other.
    options.setSavepointPath(address);
    flink.set(SavepointConfigOptions.SAVEPOINT_PATH, address);
  }
}
