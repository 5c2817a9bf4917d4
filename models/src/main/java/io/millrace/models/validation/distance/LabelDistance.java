package io.millrace.models.validation.distance;

/**
 * A distance between two distributions of strings.
 *
 * @param label the string with the largest difference, the last such one by its bytes; empty if
 *     there are no strings
 */
public record LabelDistance(String label, double value) {}
