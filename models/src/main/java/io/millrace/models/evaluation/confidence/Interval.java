package io.millrace.models.evaluation.confidence;

/**
 * A confidence interval.
 *
 * @param level the probability with which it covers the truth, at least in the long run
 */
public record Interval(double lower, double upper, double level) {}
