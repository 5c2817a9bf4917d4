package io.millrace.models.drift.patterns;

/**
 * What there was before, kept when it went.
 *
 * @param name for people, such as the time when it was
 * @param statistic of its values
 */
public record EarlierConcept(String name, WindowStatistic statistic) {}
