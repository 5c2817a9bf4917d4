/**
 * When to train again.
 *
 * <p>Reads from: {@link io.millrace.transforms.drift}. Writes to: the registry, where a trainer
 * finds the request. {@link io.millrace.transforms.retraining.RequestTraining} asks {@link
 * io.millrace.transforms.retraining.RetrainingPolicy} and gives each {@link
 * io.millrace.transforms.retraining.Decision}.
 */
@NullMarked
package io.millrace.transforms.retraining;

import org.jspecify.annotations.NullMarked;
