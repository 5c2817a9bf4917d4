/**
 * What a model is made of.
 *
 * <p>Reads from: encoded rows of {@link io.millrace.models.training.features} as tensors. Writes
 * to: the numbers a row that an objective reads. In data-flow order: a {@link
 * io.millrace.models.training.network.ModelShape} says which parts there are, {@link
 * io.millrace.models.training.network.NetworkWeights} which weights those have, each a {@link
 * io.millrace.models.training.network.WeightSpec}, and {@link
 * io.millrace.models.training.network.Network} joins them, with {@link
 * io.millrace.models.training.network.Dropout} while training.
 */
@NullMarked
package io.millrace.models.training.network;

import org.jspecify.annotations.NullMarked;
