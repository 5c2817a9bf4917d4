package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Feature paths as bytes. */
final class Paths {
  private Paths() {}

  static void write(FeaturePath path, DataOutput out) throws IOException {
    out.writeInt(path.steps().size());
    for (String step : path.steps()) {
      out.writeUTF(step);
    }
  }

  static FeaturePath read(DataInput in) throws IOException {
    int size = in.readInt();
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add(in.readUTF());
    }
    return new FeaturePath(steps);
  }
}
