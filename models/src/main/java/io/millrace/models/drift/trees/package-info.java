/**
 * Small gradient-boosted trees: deterministic, without a seed, quick on tens of thousands of rows.
 *
 * <p>Reads from: columns of numbers, in which NaN is missing. Writes to: {@code performance}, which
 * estimates errors with them, and to whoever asks whether two sets of rows can be told apart.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.trees.FeatureBins} puts each column into a
 * few bins; {@link io.millrace.models.drift.trees.TreeGrower} grows a {@link
 * io.millrace.models.drift.trees.RegressionTree} on them; {@link
 * io.millrace.models.drift.trees.BoostedTrees} sums up many, by {@link
 * io.millrace.models.drift.trees.BoostingSettings}.
 */
@NullMarked
package io.millrace.models.drift.trees;

import org.jspecify.annotations.NullMarked;
