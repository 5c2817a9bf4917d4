package io.millrace.models.training;

/**
 * A step of a training.
 *
 * @param step its number, from 1 on
 * @param epoch the epoch it is in, from 1 on
 * @param rows in its batch
 * @param loss the batch's mean loss, without the penalty on weights
 * @param learningRate of the step
 */
public record StepReport(long step, int epoch, int rows, double loss, double learningRate) {}
