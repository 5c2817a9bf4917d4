package io.millrace.runners.demo;

import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ServedModel;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Registry;
import io.millrace.pipelines.training.TrainingWorker;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replay in step with the pipeline, so that three years in minutes mean the same as three
 * years.
 *
 * <p>A day begins when every record before it is predicted and the policy has decided on the day
 * before the last. While a model is trained and swapped in, event time stands still: a training
 * takes seconds here and minutes elsewhere, but in neither case weeks of trips.
 */
final class Lockstep implements Pace {
  private static final long DAY_MILLIS = 86_400_000L;

  /** A day whose labels all turn out invalid brings no decision: go on after this. */
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  private static final long END_PATIENCE_NANOS = 60_000_000_000L;

  private final String model;
  private final String champion;
  private final Registry registry;
  private final TripLog log;
  private final PipelineResult pipeline;
  private @Nullable Replay replay;
  private long labelsBefore;
  private long labelsYesterday;

  Lockstep(String model, String champion, Registry registry, TripLog log, PipelineResult pipeline) {
    this.model = model;
    this.champion = champion;
    this.registry = registry;
    this.log = log;
    this.pipeline = pipeline;
  }

  /** The replay that is kept in step. */
  void follow(Replay kept) {
    this.replay = kept;
  }

  @Override
  public void beforeDay(LocalDate day) throws InterruptedException {
    Replay kept = replay;
    if (kept == null) {
      return;
    }
    long dayBeforeLastEnd =
        day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() - DAY_MILLIS;
    boolean decisionDue = labelsYesterday > 0;
    long labels = kept.labelsSent();
    labelsYesterday = labels - labelsBefore;
    labelsBefore = labels;
    long since = System.nanoTime();
    while (isBehind(kept)
        || (decisionDue
            && log.decidedUntil() < dayBeforeLastEnd
            && System.nanoTime() - since < PATIENCE_NANOS)
        || isTraining()) {
      pause();
    }
  }

  private boolean isBehind(Replay kept) {
    return log.predicted() + log.deadLettered() < kept.recordsSent();
  }

  /** Whether a run is open, or its champion not yet loaded. */
  private boolean isTraining() {
    if (!registry.openRuns(model).isEmpty()) {
      return true;
    }
    Optional<AliasTarget> target = registry.alias(model, TrainingWorker.CHAMPION);
    ModelLocation loaded = ServedModel.loaded(champion);
    return target.isPresent() && loaded != null && target.get().version() != loaded.version();
  }

  /** Waits until everything that was sent has come out, and no training is left. */
  void awaitEnd() throws InterruptedException, IOException {
    Replay kept = replay;
    if (kept == null) {
      return;
    }
    long progressAt = System.nanoTime();
    long before = -1;
    while (isBehind(kept) || isTraining()) {
      long now = log.predicted() + log.deadLettered();
      if (now != before) {
        before = now;
        progressAt = System.nanoTime();
      }
      if (System.nanoTime() - progressAt > END_PATIENCE_NANOS && !isTraining()) {
        throw new IOException(
            "records that came out: "
                + now
                + " (expected: "
                + kept.recordsSent()
                + "; nothing came for a minute)");
      }
      pause();
    }
  }

  private void pause() throws InterruptedException {
    PipelineResult.State state = pipeline.getState();
    if (state != PipelineResult.State.RUNNING && state.isTerminal()) {
      throw new IllegalStateException("pipeline: " + state + " (expected: RUNNING)");
    }
    try {
      log.await(20);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
