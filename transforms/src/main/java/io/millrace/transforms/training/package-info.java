/**
 * Data-parallel training: parts of the examples are trained side by side, and what they learnt is
 * averaged after every epoch.
 *
 * <p>Reads from: labelled rows, wherever {@link io.millrace.transforms.training.ShardRows} finds
 * them. Writes to: a directory that all workers share, and a SavedModel.
 *
 * <p>In data-flow order: {@link io.millrace.transforms.training.ShardedTraining} fits once, to
 * {@code AllShards}; for each epoch its {@code ShardRounds} have {@code TrainShards} train every
 * shard's {@code LocalEpoch} from the same state. Each leaves its {@code ShardEpoch} among the
 * {@code ShardFiles}, and their {@code StateAverage} begins the next.
 */
@NullMarked
package io.millrace.transforms.training;

import org.jspecify.annotations.NullMarked;
