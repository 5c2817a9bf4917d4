/**
 * Whether features know what they should not.
 *
 * <p>Reads from: the rows to train on and, if there are any, statistics of what is predicted on.
 * Writes to: whoever trains, as {@link io.millrace.models.evaluation.leakage.LeakageFinding}s to
 * print before.
 *
 * <p>{@link io.millrace.models.evaluation.leakage.LeakageCheck} reads the rows once, keeps a sample
 * ({@code RowSampling}), bins each feature ({@code FeatureBins}) and scores a model of it alone
 * ({@code BinMeans}); {@code LaterThanEvent} looks for times. What is suspicious is said by {@link
 * io.millrace.models.evaluation.leakage.LeakageLimits}.
 */
@NullMarked
package io.millrace.models.evaluation.leakage;

import org.jspecify.annotations.NullMarked;
