package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/**
 * A record as a source gave it, not decoded yet.
 *
 * @param value the original bytes; null where the source has none (a Kafka tombstone)
 * @param timestamp when the source says it was written, in milliseconds since the epoch
 */
public record RawRecord(
    @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] value,
    SourcePosition position,
    long timestamp) {}
