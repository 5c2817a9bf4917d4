package io.millrace.models.training;

/**
 * An epoch of a training.
 *
 * @param epoch its number, from 1 on
 * @param epochs how many there will be at most
 * @param step steps done until its end
 * @param loss the mean loss over its steps, without the penalty on weights
 * @param validationLoss the validation rows' mean loss with its last weights; NaN without such rows
 * @param best whether these are the best weights so far
 * @param learningRate of its last step
 * @param examplesPerSecond rows trained on a second, without the validation
 */
public record EpochReport(
    int epoch,
    int epochs,
    long step,
    double loss,
    double validationLoss,
    boolean best,
    double learningRate,
    double examplesPerSecond) {}
