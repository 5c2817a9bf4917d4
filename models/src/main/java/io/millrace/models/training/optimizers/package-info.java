/**
 * How gradients become steps, the same bits every time.
 *
 * <p>Reads from: the {@link io.millrace.models.training.optimizers.Gradient} of each {@link
 * io.millrace.models.training.optimizers.Variable}. Writes to: the variables, and the {@code Slots}
 * beside them.
 *
 * <p>An {@link io.millrace.models.training.optimizers.OptimizerSpec} names the algorithm and the
 * {@link io.millrace.models.training.optimizers.LearningRate} with its {@link
 * io.millrace.models.training.optimizers.Decay}. The {@link
 * io.millrace.models.training.optimizers.Optimizer} bounds the {@code GradientNorm} and lets an
 * {@code UpdateRule}, {@code AdamRule} or {@code AdagradRule}, change each variable.
 *
 * <p>To add an algorithm: a file beside {@code AdagradRule}, and its constant in {@code
 * OptimizerSpec}.
 */
@NullMarked
package io.millrace.models.training.optimizers;

import org.jspecify.annotations.NullMarked;
