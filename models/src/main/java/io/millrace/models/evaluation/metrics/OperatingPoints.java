package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Precision, recall and F1 of yes from the thresholds 0.05, 0.1 … 0.95 on; exact. */
public record OperatingPoints() implements MetricTable<OperatingPoints.Totals> {
  private static final int STEPS = 20;

  @Override
  public String name() {
    return "operating_points";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY);
  }

  @Override
  public StateKind<Totals> state() {
    return new Kind();
  }

  @Override
  public List<Map<String, Double>> rows(Totals totals) {
    List<Map<String, Double>> rows = new ArrayList<>();
    double positives = 0;
    for (double weight : totals.positive) {
      positives += weight;
    }
    double hits = 0;
    double called = 0;
    for (int step = STEPS - 1; step >= 1 && totals.invalid == 0; step--) {
      hits += totals.positive[step];
      called += totals.positive[step] + totals.negative[step];
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("threshold", (double) step / STEPS);
      row.put("precision", hits / called);
      row.put("recall", hits / positives);
      row.put("f1", 2 * hits / (called + positives));
      rows.add(0, row);
    }
    return rows;
  }

  private record Kind() implements StateKind<Totals> {
    @Override
    public Totals start() {
      return new Totals();
    }

    @Override
    public Totals read(DataInput in) throws IOException {
      StateKind.checkVersion("operating points", in.readByte(), Totals.VERSION);
      Totals read = start();
      for (int step = 0; step < STEPS; step++) {
        read.positive[step] = in.readDouble();
        read.negative[step] = in.readDouble();
      }
      read.invalid = in.readDouble();
      return read;
    }
  }

  /** Weights of rows between one threshold and the next. */
  public static final class Totals implements MetricState<Totals> {
    private static final int VERSION = 1;

    private final double[] positive = new double[STEPS];
    private final double[] negative = new double[STEPS];
    private double invalid;

    private Totals() {}

    @Override
    public void add(Evaluated rows, int from, int to) {
      double[] scores = rows.predictions()[0];
      for (int row = from; row < to; row++) {
        double weight = rows.weights()[row];
        if (!Probability.isOne(scores[row])) {
          invalid += weight;
        } else {
          (rows.labels()[row] == 1 ? positive : negative)[step(scores[row])] += weight;
        }
      }
    }

    // The thresholds are those that are printed: 3 / 20.0 itself, not what rounding makes of it.
    private static int step(double score) {
      int step = Math.min(STEPS - 1, (int) (score * STEPS));
      if (step + 1 < STEPS && score >= (double) (step + 1) / STEPS) {
        return step + 1;
      }
      return score < (double) step / STEPS ? step - 1 : step;
    }

    @Override
    public void merge(Totals other) {
      for (int step = 0; step < STEPS; step++) {
        positive[step] += other.positive[step];
        negative[step] += other.negative[step];
      }
      invalid += other.invalid;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      for (int step = 0; step < STEPS; step++) {
        out.writeDouble(positive[step]);
        out.writeDouble(negative[step]);
      }
      out.writeDouble(invalid);
    }
  }
}
