package io.millrace.models.training;

/**
 * Where a training begins.
 *
 * @param examples rows to train on
 * @param validationExamples rows to validate on
 * @param stepsPerEpoch how many steps make an epoch
 * @param epochs how many there will be at most
 * @param step steps that were done before, by the training that this one resumes or continues
 * @param resumed whether it resumes from a checkpoint
 */
public record TrainingStart(
    long examples,
    long validationExamples,
    long stepsPerEpoch,
    int epochs,
    long step,
    boolean resumed) {}
