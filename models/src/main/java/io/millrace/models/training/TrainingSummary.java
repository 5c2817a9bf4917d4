package io.millrace.models.training;

/**
 * What a training came to.
 *
 * @param examples rows trained on
 * @param unusable rows left out, for their label was missing, not finite or not above 0 where its
 *     logarithm was asked for
 * @param epochs how often every row was seen
 * @param finalLoss the mean loss over the last epoch, without the penalty on weights, in units of
 *     the (transformed) label's standard deviation, squared unless it is {@link Loss#ABSOLUTE}
 * @param seconds from the first row to the written model
 */
public record TrainingSummary(
    int examples, int unusable, int epochs, double finalLoss, double seconds) {}
