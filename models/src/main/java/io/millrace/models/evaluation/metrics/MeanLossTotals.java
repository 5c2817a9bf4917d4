package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The sum of a {@link MeanLoss} over rows, and their weight. */
public final class MeanLossTotals implements MetricState<MeanLossTotals> {
  private static final int VERSION = 1;

  private final MeanLoss metric;
  private double weight;
  private double sum;

  private MeanLossTotals(MeanLoss metric) {
    this.metric = metric;
  }

  record Kind(MeanLoss metric) implements StateKind<MeanLossTotals> {
    @Override
    public MeanLossTotals start() {
      return new MeanLossTotals(metric);
    }

    @Override
    public MeanLossTotals read(DataInput in) throws IOException {
      StateKind.checkVersion(metric.name(), in.readByte(), VERSION);
      MeanLossTotals read = start();
      read.weight = in.readDouble();
      read.sum = in.readDouble();
      return read;
    }
  }

  @Override
  public void add(Evaluated rows, int from, int to) {
    double weights = 0;
    double losses = 0;
    for (int row = from; row < to; row++) {
      weights += rows.weights()[row];
      losses += rows.weights()[row] * metric.loss(rows, row);
    }
    weight += weights;
    sum += losses;
  }

  @Override
  public void merge(MeanLossTotals other) {
    weight += other.weight;
    sum += other.sum;
  }

  /** The weighted mean; NaN without rows. */
  double mean() {
    return sum / weight;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(weight);
    out.writeDouble(sum);
  }
}
