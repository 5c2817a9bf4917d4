package io.millrace.models.drift;

public record FeatureVerdict(
    String feature,
    String measure,
    double value,
    double threshold,
    long referenceRows,
    long currentRows,
    Verdict verdict) {}
