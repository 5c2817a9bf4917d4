/**
 * What a training needs to go on after its process died, in files.
 *
 * <p>Reads from and writes to: a directory of its own for each training.
 *
 * <p>In data-flow order: {@link io.millrace.models.training.checkpoints.TrainingState} holds all
 * numbers that training changes, {@link io.millrace.models.training.checkpoints.EpochPosition}
 * where in the order of rows it is; a {@link io.millrace.models.training.checkpoints.Checkpoint} is
 * both with what they belong to. The {@link
 * io.millrace.models.training.checkpoints.CheckpointDirectory} keeps the last ones, each a {@code
 * CheckpointFile}: whole or not there.
 */
@NullMarked
package io.millrace.models.training.checkpoints;

import org.jspecify.annotations.NullMarked;
