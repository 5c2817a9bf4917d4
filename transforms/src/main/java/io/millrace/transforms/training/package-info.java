/**
 * Data-parallel training: parts of the examples are trained side by side, and their weights
 * averaged after every epoch.
 *
 * <p>Reads from: labelled rows, wherever {@link io.millrace.transforms.training.ShardRows} finds
 * them. Writes to: a directory that all workers share, and a SavedModel.
 *
 * <p>In data-flow order: {@link io.millrace.transforms.training.ShardedTraining} fits once, then
 * for each epoch has {@code TrainShards} train every shard's {@code LocalEpoch} from the same
 * weights; each leaves its {@code ShardWeights} as a file, and their average begins the next.
 */
@NullMarked
package io.millrace.transforms.training;

import org.jspecify.annotations.NullMarked;
