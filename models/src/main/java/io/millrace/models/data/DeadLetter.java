package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/**
 * A record that a stage could not handle, as it came.
 *
 * @param original the record's original bytes
 * @param stage the stage that gave up: {@code decode}, {@code predict}, {@code label}
 * @param reason what was wrong: name, value, expectation
 * @param eventTime the record's event time in milliseconds since the epoch, if it was known
 */
public record DeadLetter(
    @SuppressWarnings("ArrayRecordComponent") byte[] original,
    String stage,
    String reason,
    @Nullable Long eventTime,
    SourcePosition position) {}
