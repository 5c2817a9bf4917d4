package io.millrace.models.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alias means now.
 *
 * @param state the version's state: one quarantined after its promotion is still the target
 * @param since when the alias was moved to it
 * @param eventTime the event time from which it holds; null if that is not known
 */
public record AliasTarget(
    String model,
    String alias,
    long version,
    VersionState state,
    Instant since,
    @Nullable Instant eventTime) {}
