package io.millrace.models.registry;

import java.time.Instant;

/**
 * A span of event time whose data is bad: no later training reads it.
 *
 * @param id unique in the registry and growing
 * @param at when it was marked
 */
public record PollutedWindow(
    long id, String model, DataWindow window, String who, String why, Instant at) {}
