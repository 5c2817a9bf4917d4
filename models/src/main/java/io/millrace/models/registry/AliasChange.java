package io.millrace.models.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an alias's history.
 *
 * @param id unique in the registry and growing
 * @param from what the alias meant before; null if it did not exist
 * @param at when it was changed
 * @param effectiveFrom the event time from which a promotion holds; null of a rollback, which takes
 *     back what was promoted
 * @param runId the training run behind it; null if none is
 */
public record AliasChange(
    long id,
    String model,
    String alias,
    Kind kind,
    @Nullable Long from,
    long to,
    String who,
    String why,
    Instant at,
    @Nullable Instant effectiveFrom,
    @Nullable Long runId) {

  /** Forwards or back. */
  public enum Kind {
    /** The alias was moved to a version of someone's choice. */
    PROMOTION,
    /** The alias was moved back to what it meant before. */
    ROLLBACK
  }
}
