package io.millrace.benchmarks.evaluation;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.RowKeys;
import io.millrace.models.evaluation.metrics.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the evaluation of predictions with a plain loop over the same arrays. */
@Command(
    name = "evaluation",
    description = "Rows a second of evaluation, beside a plain loop over the same arrays.")
public final class EvaluationBenchmark implements Callable<Integer> {
  private static final int BATCH_ROWS = 4096;

  @Option(
      names = "--rows",
      defaultValue = "2000000",
      description = "Labelled rows (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--slices",
      defaultValue = "10",
      description = "Values of the feature that rows are sliced by (${DEFAULT-VALUE}).")
  private int slices;

  @Option(
      names = "--repeat",
      defaultValue = "5",
      description = "How often each is measured; the best counts (${DEFAULT-VALUE}).")
  private int repeat;

  /** Something whose result depends on all rows. */
  private interface Work {
    double run();
  }

  @Override
  public Integer call() {
    List<ColumnBatch> columns = new ArrayList<>();
    List<Evaluated> regression = new ArrayList<>();
    List<Evaluated> binary = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int from = 0; from < rows; from += BATCH_ROWS) {
      int count = Math.min(BATCH_ROWS, rows - from);
      ColumnBatch batch = batch(from, count, random);
      columns.add(batch);
      regression.add(evaluated(batch, random, false));
      binary.add(evaluated(batch, random, true));
    }
    System.out.println("task        intervals  slices      rows/s  ratio");
    double bare = rate(() -> BareMetrics.of(regression));
    print("regression", "plain loop", 0, bare, bare);
    for (Resampling resampling : Resampling.values()) {
      for (boolean sliced : new boolean[] {false, true}) {
        EvaluationSpec spec = spec(Task.REGRESSION, resampling, sliced);
        print(
            "regression",
            resampling.name().toLowerCase(Locale.ROOT),
            sliced ? slices : 0,
            rate(() -> evaluate(spec, columns, regression)),
            bare);
      }
    }
    EvaluationSpec classes = spec(Task.BINARY, Resampling.JACKKNIFE, false);
    print("binary", "jackknife", 0, rate(() -> evaluate(classes, columns, binary)), bare);
    return 0;
  }

  private static EvaluationSpec spec(Task task, Resampling resampling, boolean sliced) {
    return EvaluationSpec.of(task)
        .withConfidence(Confidence.of(resampling))
        .withSlices(sliced ? List.of("kind") : List.of());
  }

  private static double evaluate(
      EvaluationSpec spec, List<ColumnBatch> columns, List<Evaluated> batches) {
    Evaluation evaluation = new Evaluation(spec);
    for (int i = 0; i < batches.size(); i++) {
      evaluation.add(columns.get(i), batches.get(i));
    }
    return evaluation.result().overall().weight();
  }

  private double rate(Work work) {
    double best = 0;
    for (int turn = 0; turn < repeat; turn++) {
      long start = System.nanoTime();
      double result = work.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (Double.isNaN(result)) {
        throw new IllegalStateException("result: NaN (expected: a number)");
      }
      best = Math.max(best, rows / seconds);
    }
    return best;
  }

  private static void print(
      String task, String intervals, int slices, double rate, double yardstick) {
    System.out.printf(
        Locale.ROOT,
        "%-10s  %-10s %6d  %10.0f  %5.3f%n",
        task,
        intervals,
        slices,
        rate,
        rate / yardstick);
  }

  private ColumnBatch batch(int from, int count, SplittableRandom random) {
    String[] ids = new String[count];
    String[] kinds = new String[count];
    for (int i = 0; i < count; i++) {
      ids[i] = "row-" + (from + i);
      kinds[i] = "k" + random.nextInt(slices);
    }
    return new ColumnBatch(
        Layout.of(new Layout.Field("kind", ValueType.STRING)),
        List.of(BytesColumn.of(kinds)),
        new long[count],
        BytesColumn.of(ids),
        new SourcePositions("generated", new int[count], new long[count]),
        null);
  }

  private static Evaluated evaluated(ColumnBatch batch, SplittableRandom random, boolean binary) {
    int count = batch.rows();
    double[] labels = new double[count];
    double[] predictions = new double[count];
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    for (int i = 0; i < count; i++) {
      predictions[i] = binary ? random.nextDouble() : 10 + random.nextGaussian();
      labels[i] =
          binary
              ? random.nextDouble() < predictions[i] ? 1 : 0
              : predictions[i] + random.nextGaussian();
    }
    return new Evaluated(labels, new double[][] {predictions}, weights, RowKeys.of(batch));
  }
}
