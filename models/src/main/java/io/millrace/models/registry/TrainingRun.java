package io.millrace.models.registry;

import io.millrace.models.evaluation.GateDecision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A training run as the registry knows it: from the request to the decision.
 *
 * @param id unique in the registry and growing; the oldest run has the smallest
 * @param claimedBy the worker that holds it, or held it last; null before the first claim
 * @param leaseUntil when another worker may take it over; null unless a worker holds it
 * @param attempts how often it was claimed
 * @param version the version it made last; null before
 * @param decision what the gates said; null before, and if it failed
 * @param finishedAt null while it is open
 * @param message why it was refused or failed; null otherwise
 */
public record TrainingRun(
    long id,
    TrainingRequest request,
    Instant requestedAt,
    RunState state,
    @Nullable String claimedBy,
    @Nullable Instant leaseUntil,
    int attempts,
    @Nullable Long version,
    @Nullable GateDecision decision,
    @Nullable Instant finishedAt,
    @Nullable String message) {

  public String model() {
    return request.model();
  }
}
