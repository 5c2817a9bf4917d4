package io.millrace.transforms.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a shard's epoch came to.
 *
 * @param rows it was trained on
 * @param loss the mean loss on them of the weights that it began with
 * @param steps made
 * @param weights after the epoch, as {@link io.millrace.models.training.GradientWorker} orders them
 */
@SuppressWarnings("ArrayRecordComponent")
record ShardWeights(long rows, double loss, long steps, float[] weights) {
  private static final int VERSION = 1;

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(rows);
    out.writeDouble(loss);
    out.writeLong(steps);
    out.writeInt(weights.length);
    for (float weight : weights) {
      out.writeFloat(weight);
    }
  }

  static ShardWeights readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("shard weights: version " + version + " (expected: " + VERSION + ")");
    }
    long rows = in.readLong();
    double loss = in.readDouble();
    long steps = in.readLong();
    float[] weights = new float[in.readInt()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.readFloat();
    }
    return new ShardWeights(rows, loss, steps, weights);
  }
}
