package io.millrace.models.training.checkpoints;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All numbers that training changes: to go on from them is to go on as if it had not stopped.
 *
 * @param step steps done
 * @param epoch epochs done
 * @param arrays the weights, and what the optimizer keeps beside them, by name; not copies
 */
public record TrainingState(long step, int epoch, Map<String, float[]> arrays) {
  private static final int VERSION = 1;

  public TrainingState {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    out.writeLong(step);
    out.writeInt(epoch);
    out.writeInt(arrays.size());
    for (Map.Entry<String, float[]> array : arrays.entrySet()) {
      out.writeUTF(array.getKey());
      FloatArrays.write(out, array.getValue());
    }
  }

  public static TrainingState readFrom(DataInput in) throws IOException {
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("training state: version " + version + " (expected: " + VERSION + ")");
    }
    long step = in.readLong();
    int epoch = in.readInt();
    int count = in.readInt();
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      arrays.put(name, FloatArrays.read(in));
    }
    return new TrainingState(step, epoch, arrays);
  }
}
