/**
 * When to train again.
 *
 * <p>Reads from: {@link io.millrace.transforms.drift}, and the names of new files. Writes to: the
 * registry, where a trainer finds the request.
 *
 * <p>{@link io.millrace.transforms.retraining.RequestTraining} asks the policy with each window, as
 * {@link io.millrace.transforms.retraining.PolicySettings} say, and gives each {@link
 * io.millrace.transforms.retraining.Decision}. The policy knows the pending alarms and how many
 * examples came when; what a model is trained on is the training choice's. To add a {@link
 * io.millrace.transforms.retraining.Trigger}: its constant, and when it asks in the policy.
 */
@NullMarked
package io.millrace.transforms.retraining;

import org.jspecify.annotations.NullMarked;
