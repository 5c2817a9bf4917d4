package io.millrace.benchmarks.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Weighs an accumulator of many numeric features whose values are all different. */
@Command(
    name = "memory",
    description = "Memory that one accumulator of many numeric features keeps.")
public final class MemoryBenchmark implements Callable<Integer> {
  private static final int BATCH_ROWS = 256;

  @Option(
      names = "--features",
      defaultValue = "5000",
      description = "Numeric features (${DEFAULT-VALUE}).")
  private int features;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1024,10240,102400",
      description = "Weighed after so many rows (${DEFAULT-VALUE}).")
  private List<Integer> rows = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      fields.add(new Layout.Field("feature_" + i, ValueType.FLOAT));
    }
    Layout layout = new Layout(fields);
    SplittableRandom random = new SplittableRandom(1);
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    System.out.println("    rows  MB kept  MB serialized");
    long before = used();
    int done = 0;
    for (int target : rows) {
      while (done < target) {
        statistics.add(batch(layout, random));
        done += BATCH_ROWS;
      }
      long kept = used() - before;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      statistics.writeTo(new DataOutputStream(bytes));
      System.out.printf(Locale.ROOT, "%8d  %7.1f  %13.1f%n", done, kept / 1e6, bytes.size() / 1e6);
    }
    // Read here, so that the accumulator is alive until the last weighing.
    return statistics.toProto("").getNumExamples() == done ? 0 : 1;
  }

  private ColumnBatch batch(Layout layout, SplittableRandom random) {
    List<Column> columns = new ArrayList<>(features);
    for (int i = 0; i < features; i++) {
      double[] values = new double[BATCH_ROWS];
      for (int row = 0; row < BATCH_ROWS; row++) {
        values[row] = random.nextDouble();
      }
      columns.add(new FloatColumn(values, null, Validity.allPresent(BATCH_ROWS)));
    }
    return new ColumnBatch(
        layout,
        columns,
        new long[BATCH_ROWS],
        null,
        new SourcePositions("benchmark", new int[BATCH_ROWS], new long[BATCH_ROWS]),
        null);
  }

  private static long used() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
