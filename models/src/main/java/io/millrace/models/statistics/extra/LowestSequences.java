package io.millrace.models.statistics.extra;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The few distinct sequences that measure lowest; of those that measure the same, by text. */
final class LowestSequences {
  private static final int MOST = 5;

  private final TreeSet<Measured> lowest =
      new TreeSet<>(
          Comparator.comparingDouble(Measured::measure).thenComparing(Measured::sequence));

  private record Measured(double measure, String sequence) {}

  /** Whether a sequence that measures this could be among them; do not write it down if not. */
  boolean takes(double measure) {
    return lowest.size() < MOST || measure <= lowest.last().measure;
  }

  void add(double measure, String sequence) {
    lowest.add(new Measured(measure, sequence));
    if (lowest.size() > MOST) {
      lowest.pollLast();
    }
  }

  void merge(LowestSequences other) {
    other.lowest.forEach(measured -> add(measured.measure, measured.sequence));
  }

  List<String> sequences() {
    List<String> sequences = new ArrayList<>();
    lowest.forEach(measured -> sequences.add(measured.sequence));
    return sequences;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(lowest.size());
    for (Measured measured : lowest) {
      byte[] text = measured.sequence.getBytes(StandardCharsets.UTF_8);
      out.writeDouble(measured.measure);
      out.writeInt(text.length);
      out.write(text);
    }
  }

  LowestSequences read(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      double measure = in.readDouble();
      byte[] text = new byte[in.readInt()];
      in.readFully(text);
      add(measure, new String(text, StandardCharsets.UTF_8));
    }
    return this;
  }
}
