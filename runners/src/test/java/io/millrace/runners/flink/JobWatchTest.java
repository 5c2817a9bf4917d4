package io.millrace.runners.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.MetricResults;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private static final Supplier<State> NO_ANSWER =
      () -> {
        throw new RuntimeException(
            "Fail to get flink job state", new ExecutionException(new IOException("down")));
      };

  private final JobWatch watch = new JobWatch(Duration.ZERO, 2);

  @Test
  void aQuestionThatFailsIsAskedAgain() throws Exception {
    Job job =
        new Job(
            List.of(
                () -> State.RUNNING,
                NO_ANSWER,
                NO_ANSWER,
                () -> State.RUNNING,
                NO_ANSWER,
                NO_ANSWER,
                () -> State.CANCELLED));
    assertThat(watch.awaitEnd(job)).isEqualTo(State.CANCELLED);
  }

  @Test
  void afterTooManyItIsGivenUp() {
    Job job = new Job(List.of(NO_ANSWER, NO_ANSWER, NO_ANSWER, () -> State.DONE));
    assertThatThrownBy(() -> watch.awaitEnd(job))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "job: no answer about it 3 times (expected: its state); it may go on without this"
                + " process");
  }

  @Test
  void anEmbeddedFlinkThatIsGoneHasFailed() throws Exception {
    Job job =
        new Job(
            List.of(
                () -> State.RUNNING,
                () -> {
                  throw new IllegalStateException("MiniCluster has already been shut down");
                }));
    assertThat(watch.awaitEnd(job)).isEqualTo(State.FAILED);
  }

  /** Answers one question after the other, as Beam's results of detached jobs do. */
  private static final class Job implements PipelineResult {
    private final Deque<Supplier<State>> answers;

    Job(List<Supplier<State>> answers) {
      this.answers = new ArrayDeque<>(answers);
    }

    @Override
    public State getState() {
      return answers.removeFirst().get();
    }

    @Override
    public State cancel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public State waitUntilFinish(org.joda.time.Duration duration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public State waitUntilFinish() {
      throw new UnsupportedOperationException();
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException();
    }
  }
}
