package io.millrace.models.registry;

/**
 * A worker's hold on a training run; whoever reports on the run shows it.
 *
 * @param run the run as it was when claimed
 * @param attempt the how-manieth claim of the run this is: it tells two claims by one worker apart
 */
public record RunClaim(TrainingRun run, String worker, int attempt) {}
