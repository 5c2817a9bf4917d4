package io.millrace.models.training.checkpoints;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far an epoch has come, and what the epochs before it found.
 *
 * @param epoch the number of the epoch that is under way, from 1 on
 * @param lastEpoch the number of the last one
 * @param stepsDone in the one under way
 * @param lossSum over the rows of those steps
 * @param bestEpoch the epoch with the lowest validation loss; 0 for none yet
 * @param bestLoss that loss
 */
public record EpochPosition(
    int epoch, int lastEpoch, long stepsDone, double lossSum, int bestEpoch, double bestLoss) {

  /** The first step of a training whose epochs have these numbers. */
  public static EpochPosition start(int firstEpoch, int lastEpoch) {
    return new EpochPosition(firstEpoch, lastEpoch, 0, 0, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * @param loss the sum over the step's rows
   */
  public EpochPosition afterStep(double loss) {
    return new EpochPosition(epoch, lastEpoch, stepsDone + 1, lossSum + loss, bestEpoch, bestLoss);
  }

  /**
   * @param better whether this epoch is the best so far
   */
  public EpochPosition nextEpoch(boolean better, double validationLoss) {
    return new EpochPosition(
        epoch + 1, lastEpoch, 0, 0, better ? epoch : bestEpoch, better ? validationLoss : bestLoss);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(epoch);
    out.writeInt(lastEpoch);
    out.writeLong(stepsDone);
    out.writeDouble(lossSum);
    out.writeInt(bestEpoch);
    out.writeDouble(bestLoss);
  }

  static EpochPosition readFrom(DataInput in) throws IOException {
    return new EpochPosition(
        in.readInt(), in.readInt(), in.readLong(), in.readDouble(), in.readInt(), in.readDouble());
  }
}
