package io.millrace.models.registry;

import static io.millrace.models.registry.StoredValues.json;
import static io.millrace.models.registry.StoredValues.millis;

import io.millrace.models.evaluation.GateDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes the tables of training runs and gate results; needs the model's lock. */
final class TrainingRuns {
  private static final String CLAIMABLE =
      " model = :model AND (state = 'REQUESTED'"
          + " OR (state IN ('RUNNING', 'EVALUATING') AND lease_until <= :now))";

  private final Database database;

  TrainingRuns(Database database) {
    this.database = database;
  }

  RequestOutcome request(Handle handle, TrainingRequest request) {
    Optional<TrainingRun> existing =
        handle
            .createQuery(
                """
                SELECT * FROM training_runs
                WHERE model = :model
                  AND (request_key = :key OR state IN ('REQUESTED', 'RUNNING', 'EVALUATING'))
                ORDER BY CASE WHEN request_key = :key THEN 0 ELSE 1 END, id
                """)
            .bind("model", request.model())
            .bind("key", request.requestKey())
            .map((row, context) -> RunRows.run(row))
            .findFirst();
    if (existing.isPresent()) {
      return new RequestOutcome(existing.get(), false);
    }
    long id = Database.next(handle, "training_run");
    insert(handle, id, request);
    return new RequestOutcome(RunRows.find(handle, id).orElseThrow(), true);
  }

  private void insert(Handle handle, long id, TrainingRequest request) {
    Cause cause = request.cause();
    DataWindow window = request.window();
    TrainingPlan plan = request.plan();
    Duration halfLife = plan == null ? null : plan.recencyHalfLife();
    handle
        .createUpdate(
            """
            INSERT INTO training_runs (id, model, request_key, trigger_kind, reason, figures,
                requested_at, event_time, data_from, data_to, plan_start, plan_half_life,
                plan_data_from, plan_settings, state, attempts)
            VALUES (:id, :model, :key, :trigger, :reason, :figures,
                :now, :eventTime, :from, :to, :start, :halfLife, :planFrom,
                :planSettings, 'REQUESTED', 0)
            """)
        .bind("id", id)
        .bind("model", request.model())
        .bind("key", request.requestKey())
        .bind("trigger", cause.trigger().name())
        .bind("reason", cause.reason())
        .bind("figures", json(cause.figures()))
        .bind("now", database.now().toEpochMilli())
        .bind("eventTime", millis(cause.eventTime()))
        .bind("from", window == null ? null : millis(window.from()))
        .bind("to", window == null ? null : millis(window.to()))
        .bind("start", plan == null ? null : plan.start().name())
        .bind("halfLife", halfLife == null ? null : halfLife.toMillis())
        .bind("planFrom", plan == null ? null : millis(plan.dataFrom()))
        .bind("planSettings", plan == null ? null : json(plan.settings()))
        .execute();
  }

  /** Whether a claim could succeed; without a lock, so that idle trainers do not keep writers. */
  boolean claimable(Handle handle, String model) {
    return nextClaimable(handle, model).isPresent();
  }

  private Optional<Long> nextClaimable(Handle handle, String model) {
    return handle
        .createQuery("SELECT id FROM training_runs WHERE" + CLAIMABLE + " ORDER BY id")
        .bind("model", model)
        .bind("now", database.now().toEpochMilli())
        .mapTo(Long.class)
        .findFirst();
  }

  Optional<RunClaim> claim(Handle handle, String model, String worker, Duration lease) {
    Optional<Long> id = nextClaimable(handle, model);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    handle
        .createUpdate(
            """
            UPDATE training_runs
            SET state = 'RUNNING', claimed_by = :worker, lease_until = :until,
                attempts = attempts + 1
            WHERE id = :id
            """)
        .bind("worker", worker)
        .bind("until", database.now().plus(lease).toEpochMilli())
        .bind("id", id.get())
        .execute();
    TrainingRun run = RunRows.find(handle, id.get()).orElseThrow();
    return Optional.of(new RunClaim(run, worker, run.attempts()));
  }

  Instant extend(Handle handle, RunClaim claim, Duration lease) throws LeaseLostException {
    checkHeld(handle, claim);
    Instant until = database.now().plus(lease);
    handle
        .createUpdate("UPDATE training_runs SET lease_until = :until WHERE id = :id")
        .bind("until", until.toEpochMilli())
        .bind("id", claim.run().id())
        .execute();
    return until;
  }

  void toEvaluating(Handle handle, RunClaim claim) throws LeaseLostException {
    checkHeld(handle, claim);
    handle
        .createUpdate("UPDATE training_runs SET state = 'EVALUATING' WHERE id = :id")
        .bind("id", claim.run().id())
        .execute();
  }

  void finish(
      Handle handle,
      RunClaim claim,
      RunState state,
      @Nullable GateDecision decision,
      @Nullable String message)
      throws LeaseLostException {
    checkHeld(handle, claim);
    long id = claim.run().id();
    handle
        .createUpdate(
            """
            UPDATE training_runs
            SET state = :state, finished_at = :now, message = :message,
                lease_until = NULL
            WHERE id = :id
            """)
        .bind("state", state.name())
        .bind("now", database.now().toEpochMilli())
        .bind("message", message)
        .bind("id", id)
        .execute();
    if (decision != null) {
      Decisions.record(handle, id, decision);
    }
  }

  // A lease that ran out without anyone taking over still holds: there is nobody to protect.
  static void checkHeld(Handle handle, RunClaim claim) throws LeaseLostException {
    TrainingRun now =
        RunRows.find(handle, claim.run().id())
            .orElseThrow(() -> new LeaseLostException("run: " + claim.run().id() + " is gone"));
    if (!now.state().open()
        || now.attempts() != claim.attempt()
        || !claim.worker().equals(now.claimedBy())) {
      throw new LeaseLostException(
          "run: "
              + now.id()
              + " is "
              + now.state()
              + " by "
              + now.claimedBy()
              + ", attempt "
              + now.attempts()
              + " (expected: open, by "
              + claim.worker()
              + ", attempt "
              + claim.attempt()
              + ")");
    }
  }
}
