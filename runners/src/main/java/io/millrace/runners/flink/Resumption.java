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

  // Flink has no exception of its own for it.
  private static final String REFUSAL = "--allowNonRestoredState";

  private Resumption() {}

  /** Whether Flink did not start a job for state of steps that the job does not have. */
  static boolean isRefused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(REFUSAL)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lets a job go on from this checkpoint or savepoint, on a cluster or in this process.
   *
   * @param partly whether state of steps that the job does not have is left out; else Flink refuses
   */
  static void from(
      Path checkpoint, boolean partly, FlinkPipelineOptions options, Configuration flink) {
    if (partly) {
      LOG.warn(
          "Going on from {} without what it holds of stages that the pipeline does not have; stages"
              + " that it does not hold begin anew",
          checkpoint);
    } else {
      LOG.info("Going on from {}", checkpoint);
    }
    String address = checkpoint.toUri().toString();
    // To clusters Beam gives the one, to this process Flink the other.
    options.setSavepointPath(address);
    flink.set(SavepointConfigOptions.SAVEPOINT_PATH, address);
    options.setAllowNonRestoredState(partly);
    flink.set(SavepointConfigOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, partly);
  }
}
