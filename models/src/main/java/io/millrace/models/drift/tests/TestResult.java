package io.millrace.models.drift.tests;

/**
 * What a test says.
 *
 * @param statistic as the test defines it
 * @param pValue two-sided: the probability of a statistic at least as extreme if both samples come
 *     from one distribution
 */
public record TestResult(double statistic, double pValue) {}
