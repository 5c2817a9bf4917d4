package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A sum and the weights it is over: what the mean of some loss is made of. */
final class WeightedSum {
  private double weight;
  private double sum;

  void add(double otherWeight, double otherSum) {
    weight += otherWeight;
    sum += otherSum;
  }

  void merge(WeightedSum other) {
    add(other.weight, other.sum);
  }

  /** The weighted mean; NaN without rows. */
  double mean() {
    return sum / weight;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(weight);
    out.writeDouble(sum);
  }

  void read(DataInput in) throws IOException {
    weight = in.readDouble();
    sum = in.readDouble();
  }
}
