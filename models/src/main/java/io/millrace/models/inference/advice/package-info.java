/**
 * Which way of serving pays for a workload: predictions made beforehand (static), made when asked
 * (dynamic), or remembered (hybrid).
 *
 * <p>Reads from: batches of records as they would be predicted. Writes to: a report.
 *
 * <p>{@link io.millrace.models.inference.advice.Workload} counts how often each combination of
 * feature values comes; {@link io.millrace.models.inference.advice.ServingAdvice} weighs that
 * against what a call costs.
 */
@NullMarked
package io.millrace.models.inference.advice;

import org.jspecify.annotations.NullMarked;
