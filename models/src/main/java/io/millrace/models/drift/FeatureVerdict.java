package io.millrace.models.drift;

/**
 * The verdict on one feature, with the numbers it rests on.
 *
 * @param measure what was measured: {@code psi}
 * @param value what came out; NaN if one side has no rows
 * @param threshold what the value was held against; it is drift above it
 * @param referenceRows rows of the reference
 * @param currentRows rows of the data that was judged
 */
public record FeatureVerdict(
    String feature,
    String measure,
    double value,
    double threshold,
    long referenceRows,
    long currentRows,
    Verdict verdict) {}
