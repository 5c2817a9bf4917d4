package io.millrace.models.training.checkpoints;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Writes floats in blocks: one by one they would take longer than the disk. */
final class FloatArrays {
  private static final int BLOCK = 16_384;

  private FloatArrays() {}

  static void write(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES);
    FloatBuffer floats = block.asFloatBuffer();
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      floats.clear().put(values, from, count);
      out.write(block.array(), 0, count * Float.BYTES);
    }
  }

  static float[] read(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES);
    FloatBuffer floats = block.asFloatBuffer();
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      in.readFully(block.array(), 0, count * Float.BYTES);
      floats.clear().get(values, from, count);
    }
    return values;
  }
}
