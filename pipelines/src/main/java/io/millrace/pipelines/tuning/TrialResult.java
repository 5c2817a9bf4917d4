package io.millrace.pipelines.tuning;

import org.jspecify.annotations.Nullable;

/**
 * What came of a trial.
 *
 * @param value the metric on the validation rows; null if the trial failed, or it is not defined
 * @param epochsMade fewer than ordered if it stopped early
 * @param failure why it failed; null if it did not
 */
public record TrialResult(
    TrialOrder order,
    @Nullable Double value,
    int epochsMade,
    double seconds,
    @Nullable String failure) {}
