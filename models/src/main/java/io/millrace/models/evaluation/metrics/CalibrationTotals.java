package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Predicted and observed frequencies in bins of equal width over 0..1; a probability on a border is
 * in the bin above, 1 in the last.
 *
 * <p>Of yes and no, rows are binned by the probability of yes; of several classes by that of the
 * most probable one, and observed is how often it is the true one.
 */
public final class CalibrationTotals implements MetricState<CalibrationTotals> {
  private static final int VERSION = 1;

  /** Totals in so many bins. */
  record Kind(int bins) implements StateKind<CalibrationTotals> {
    @Override
    public CalibrationTotals start() {
      return new CalibrationTotals(bins);
    }

    @Override
    public CalibrationTotals read(DataInput in) throws IOException {
      StateKind.checkVersion("calibration totals", in.readByte(), VERSION);
      CalibrationTotals read = start();
      for (int b = 0; b < bins; b++) {
        read.weights[b] = in.readDouble();
        read.predicted[b] = in.readDouble();
        read.observed[b] = in.readDouble();
      }
      read.invalid = in.readDouble();
      return read;
    }
  }

  private final double[] weights;
  private final double[] predicted;
  private final double[] observed;
  private double invalid;

  private CalibrationTotals(int bins) {
    weights = new double[bins];
    predicted = new double[bins];
    observed = new double[bins];
  }

  int bins() {
    return weights.length;
  }

  /** Whether all rows have predictions that make sense. */
  boolean isDefined() {
    return invalid == 0;
  }

  double weight(int bin) {
    return weights[bin];
  }

  /** The mean probability in the bin; NaN if that has no rows. */
  double predicted(int bin) {
    return predicted[bin] / weights[bin];
  }

  /** How often it came to be; NaN if the bin has no rows. */
  double observed(int bin) {
    return observed[bin] / weights[bin];
  }

  @Override
  public void add(Evaluated rows, int from, int to) {
    double[][] predictions = rows.predictions();
    for (int row = from; row < to; row++) {
      double label = rows.labels()[row];
      double weight = rows.weights()[row];
      int best = predictions.length == 1 ? 0 : ConfusionTotals.mostProbable(predictions, row);
      if (best < 0 || !Probability.isOne(predictions[best][row])) {
        invalid += weight;
        continue;
      }
      double probability = predictions[best][row];
      boolean came = predictions.length == 1 ? label == 1 : label == best;
      int bin = Math.min(weights.length - 1, (int) (probability * weights.length));
      weights[bin] += weight;
      predicted[bin] += weight * probability;
      observed[bin] += came ? weight : 0;
    }
  }

  @Override
  public void merge(CalibrationTotals other) {
    for (int b = 0; b < weights.length; b++) {
      weights[b] += other.weights[b];
      predicted[b] += other.predicted[b];
      observed[b] += other.observed[b];
    }
    invalid += other.invalid;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    for (int b = 0; b < weights.length; b++) {
      out.writeDouble(weights[b]);
      out.writeDouble(predicted[b]);
      out.writeDouble(observed[b]);
    }
    out.writeDouble(invalid);
  }
}
