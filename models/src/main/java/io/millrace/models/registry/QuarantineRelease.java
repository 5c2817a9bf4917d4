package io.millrace.models.registry;

import java.time.Instant;

/**
 * The end of a version's quarantine: it is READY again.
 *
 * @param id unique in the registry and growing
 * @param reason why it had been quarantined
 * @param at when it was released
 */
public record QuarantineRelease(
    long id, String model, long version, String reason, String who, String why, Instant at) {}
