package io.millrace.transforms.training;

import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.IdCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a shard's epoch came to.
 *
 * @param rows it was trained on
 * @param loss the mean over its steps
 * @param ids that its rows have
 */
record ShardEpoch(long rows, double loss, IdCounts ids, TrainingState state) {
  private static final int VERSION = 1;

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(rows);
    out.writeDouble(loss);
    ids.writeTo(out);
    state.writeTo(out);
  }

  static ShardEpoch readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("shard's epoch: version " + version + " (expected: " + VERSION + ")");
    }
    return new ShardEpoch(
        in.readLong(), in.readDouble(), IdCounts.readFrom(in), TrainingState.readFrom(in));
  }
}
