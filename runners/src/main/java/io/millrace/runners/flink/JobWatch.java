package io.millrace.runners.flink;

import java.time.Duration;
import org.apache.beam.sdk.PipelineResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a job ends. A job goes on while nobody can be asked about it, so that a question that
 * fails is asked again.
 */
final class JobWatch {
  private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

  private final Duration pause;
  private final int patience;

  /**
   * @param pause between questions
   * @param patience how many of them may fail one after the other
   */
  JobWatch(Duration pause, int patience) {
    this.pause = pause;
    this.patience = patience;
  }

  /**
   * The state in which the job ended.
   *
   * @throws IllegalStateException if nobody could be asked for too long; the job may go on
   */
  PipelineResult.State awaitEnd(PipelineResult job) throws InterruptedException {
    int failed = 0;
    while (true) {
      try {
        PipelineResult.State state = job.getState();
        if (state.isTerminal()) {
          return state;
        }
        failed = 0;
      } catch (IllegalStateException e) {
        LOG.error("The job of this process has ended; what it failed for last is told above");
        LOG.debug("Flink goes with its job", e);
        return PipelineResult.State.FAILED;
      } catch (RuntimeException e) {
        if (++failed > patience) {
          throw new IllegalStateException(
              "job: no answer about it "
                  + failed
                  + " times (expected: its state); it may go on without this process",
              e);
        }
        LOG.warn("No answer about the job, asking again: {}", String.valueOf(e.getCause()));
      }
      Thread.sleep(pause.toMillis());
    }
  }
}
