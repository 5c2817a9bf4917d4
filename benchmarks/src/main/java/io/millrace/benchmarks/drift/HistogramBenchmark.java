package io.millrace.benchmarks.drift;

import io.millrace.benchmarks.data.MixedRows;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.GridFeature;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts rows of mixed columns into their bins, beside just reading every value of them. */
@Command(
    name = "drift-histograms",
    description = "Nanoseconds of processor time a row for the histograms of 20 columns.")
public final class HistogramBenchmark implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Option(names = "--rows", defaultValue = "200000", description = "Rows (${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--columns", defaultValue = "20", description = "Columns (${DEFAULT-VALUE}).")
  private int columns;

  @Option(
      names = "--bins",
      split = ",",
      defaultValue = "10,100,1000",
      description = "Bins of a column of numbers (${DEFAULT-VALUE}).")
  private List<Integer> bins = new ArrayList<>();

  @Option(
      names = "--repeat",
      defaultValue = "20",
      description = "How often each is measured; the best counts (${DEFAULT-VALUE}).")
  private int repeat;

  // What was read, so that reading cannot be left out.
  private double read;

  @Override
  public Integer call() {
    List<ColumnBatch> batches = batches();
    double reading = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < repeat; turn++) {
      reading = Math.min(reading, nanosPerRow(() -> batches.forEach(this::read)));
    }
    print("bins   ns/row  ns/value  counters KB  reading alone ns/row (%.0f)", read % 2);
    for (int count : bins) {
      GridCounts counts = new GridCounts(FeatureGrid.build(batches, count, 100));
      double counting = Double.POSITIVE_INFINITY;
      for (int turn = 0; turn < repeat; turn++) {
        counting = Math.min(counting, nanosPerRow(() -> batches.forEach(counts::add)));
      }
      print(
          "%4d  %7.1f  %8.2f  %11.1f  %20.1f",
          count, counting, counting / columns, cells(counts.grid()) * 8 / 1024.0, reading);
    }
    return 0;
  }

  private static long cells(FeatureGrid grid) {
    long cells = 0;
    for (GridFeature feature : grid.features()) {
      cells += feature.bins();
    }
    return cells;
  }

  private double nanosPerRow(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (double) (THREADS.getCurrentThreadCpuTime() - start) / rows;
  }

  private void read(ColumnBatch batch) {
    double sum = 0;
    long whole = 0;
    for (Column column : batch.columns()) {
      for (int row = 0; row < column.rows(); row++) {
        if (column.isPresent(row)) {
          whole++;
        }
      }
      if (column instanceof FloatColumn floats) {
        for (int row = 0; row < column.rows(); row++) {
          sum += floats.value(row);
        }
      } else if (column instanceof IntColumn ints) {
        for (int row = 0; row < column.rows(); row++) {
          whole += ints.value(row);
        }
      } else if (column instanceof BytesColumn text) {
        byte[] bytes = text.bytes();
        for (int i = text.byteStart(0); i < text.byteEnd(column.rows() - 1); i++) {
          whole += bytes[i];
        }
      }
    }
    read += sum + whole;
  }

  private List<ColumnBatch> batches() {
    MixedRows mixed = new MixedRows(columns, 7);
    List<ColumnBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows; from += 1024) {
      batches.add(batch(mixed, Math.min(1024, rows - from)));
    }
    return batches;
  }

  private ColumnBatch batch(MixedRows mixed, int size) {
    List<Layout.Field> fields = new ArrayList<>();
    List<ValueBuilder> builders = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      ValueType type = ValueType.valueOf(mixed.kind(c).name());
      fields.add(new Layout.Field(mixed.name(c), type));
      builders.add(new ValueBuilder(type, size));
    }
    for (int row = 0; row < size; row++) {
      @Nullable Object[] values = mixed.next();
      for (int c = 0; c < columns; c++) {
        ValueBuilder builder = builders.get(c);
        if (values[c] instanceof Long number) {
          builder.append(number.longValue());
        } else if (values[c] instanceof Double number) {
          builder.append(number.doubleValue());
        } else if (values[c] instanceof byte[] text) {
          builder.append(text);
        }
        builder.endRow();
      }
    }
    List<Column> built = new ArrayList<>();
    builders.forEach(builder -> built.add(builder.build()));
    return new ColumnBatch(
        new Layout(fields),
        built,
        new long[size],
        null,
        new SourcePositions("mixed", new int[size], new long[size]),
        null);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
