package io.millrace.models.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alias means now.
 *
 * @param state the version's state: one quarantined after its promotion is still the target
 * @param since when the alias was moved to it
 * @param effectiveFrom the event time from which it was promoted; null after a rollback
 */
public record AliasTarget(
    String model,
    String alias,
    long version,
    VersionState state,
    Instant since,
    @Nullable Instant effectiveFrom) {}
