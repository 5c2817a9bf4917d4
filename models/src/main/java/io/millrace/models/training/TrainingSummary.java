package io.millrace.models.training;

/**
 * What a training came to.
 *
 * @param examples rows trained on
 * @param unusable rows left out, for their label or weight was missing or out of range
 * @param epochs how often every row was seen
 * @param steps steps made, with those of the training that this one continued
 * @param finalLoss the mean loss over the last epoch, without the penalty on weights; of a
 *     regression in units of the (transformed) label's standard deviation
 * @param validationLoss the exported weights' mean loss on the validation rows; NaN without such
 * @param bestEpoch the epoch whose weights were exported
 * @param seconds from the first row to the written model
 */
public record TrainingSummary(
    long examples,
    long unusable,
    int epochs,
    long steps,
    double finalLoss,
    double validationLoss,
    int bestEpoch,
    double seconds) {}
