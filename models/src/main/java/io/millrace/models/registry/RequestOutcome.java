package io.millrace.models.registry;

/**
 * What became of a training request.
 *
 * @param run the run that serves the request: a new one, the one the same key asked for before, or
 *     the one that is open for the model already
 * @param created whether it is a new one
 */
public record RequestOutcome(TrainingRun run, boolean created) {}
