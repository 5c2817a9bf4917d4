package io.millrace.models.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to let an alias mean another version.
 *
 * @param alias such as {@code champion} or {@code challenger}
 * @param expectedCurrent what the alias meant when this was decided; null if it did not exist
 * @param who the person or part that decided
 * @param why one sentence
 * @param runId the training run behind it, if one is
 * @param effectiveFrom the event time from which it holds where versions are bound to event time;
 *     null for the moment at which it is made
 */
public record Promotion(
    String model,
    String alias,
    long version,
    @Nullable Long expectedCurrent,
    String who,
    String why,
    @Nullable Long runId,
    @Nullable Instant effectiveFrom) {

  public Promotion {
    Names.check("model", model);
    Names.checkAlias(alias);
  }
}
