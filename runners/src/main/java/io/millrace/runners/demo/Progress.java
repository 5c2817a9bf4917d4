package io.millrace.runners.demo;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How far the demo has come, at one moment.
 *
 * @param eventTime the replay's event time; null before the first event
 * @param records records sent so far
 * @param predictions predictions read back so far
 * @param deadLetters records the pipeline could not use so far
 * @param model the version in use, and whatever else is worth saying of it; null before the first
 * @param lastAlarm the last alarm in words; null before the first
 * @param trainings training runs finished so far
 * @param promotions versions promoted so far
 * @param doing what is going on besides, such as a training run; null if nothing
 */
public record Progress(
    @Nullable LocalDateTime eventTime,
    long records,
    long predictions,
    long deadLetters,
    @Nullable String model,
    @Nullable String lastAlarm,
    int trainings,
    int promotions,
    @Nullable String doing) {}
