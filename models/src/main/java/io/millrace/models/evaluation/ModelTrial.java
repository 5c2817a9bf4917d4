package io.millrace.models.evaluation;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.evaluation.ModelChecks.CallLatency;
import io.millrace.models.evaluation.ModelChecks.ReloadCheck;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads a model afresh and tries what gates ask for beside its predictions. */
public final class ModelTrial {
  private static final int WARM_UP_CALLS = 20;
  private static final int TIMED_CALLS = 300;
  private static final int QUERIED_ROWS = 256;

  private final Path directory;
  private final ModelOptions options;
  private final Needs needs;

  /** A trial of the model in this directory. */
  public ModelTrial(Path directory, ModelOptions options, Needs needs) {
    this.directory = directory;
    this.options = options;
    this.needs = needs;
  }

  /**
   * Tries the model on held-out rows.
   *
   * @param rows held-out rows, a few batches will do
   * @param evaluated the model as it was evaluated, whose predictions have to come again
   * @param anomalies of the training data; null if they were not validated
   */
  public ModelChecks run(
      List<ColumnBatch> rows, BatchPredictor evaluated, @Nullable List<String> anomalies)
      throws IOException {
    long bytes = bytes();
    List<ColumnBatch> some = rows.stream().filter(batch -> batch.rows() > 0).toList();
    if (some.isEmpty() || (needs.latencyRows().isEmpty() && !needs.load())) {
      return new ModelChecks(Map.of(), bytes, null, anomalies);
    }
    try (SavedModel fresh = SavedModel.load(directory, options)) {
      Map<Integer, CallLatency> latencies = new TreeMap<>();
      for (int size : needs.latencyRows()) {
        latencies.put(size, time(fresh, some, size));
      }
      return new ModelChecks(latencies, bytes, query(fresh, some.get(0), evaluated), anomalies);
    } catch (ModelRejectedException e) {
      ReloadCheck failed = new ReloadCheck(0, Double.NaN, String.valueOf(e.getMessage()));
      return new ModelChecks(Map.of(), bytes, failed, anomalies);
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(ModelTrial::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Times calls with so many rows each, after some that warm up. */
  private static CallLatency time(BatchPredictor model, List<ColumnBatch> rows, int size) {
    List<ColumnBatch> calls = calls(rows, size);
    long[] nanos = new long[TIMED_CALLS];
    for (int call = -WARM_UP_CALLS; call < TIMED_CALLS; call++) {
      ColumnBatch batch = calls.get(Math.floorMod(call, calls.size()));
      long start = System.nanoTime();
      model.predict(batch);
      if (call >= 0) {
        nanos[call] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return new CallLatency(TIMED_CALLS, millis(nanos, 0.5), millis(nanos, 0.99));
  }

  // The smallest time that at least this share of the calls did not exceed.
  private static double millis(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  /** Batches of exactly this size; rows are repeated where there are too few. */
  private static List<ColumnBatch> calls(List<ColumnBatch> rows, int size) {
    List<ColumnBatch> calls = new ArrayList<>();
    for (ColumnBatch batch : rows) {
      for (int from = 0; from + size <= batch.rows() && calls.size() < TIMED_CALLS; from += size) {
        calls.add(batch.slice(from, from + size));
      }
    }
    if (calls.isEmpty()) {
      ColumnBatch first = rows.get(0);
      int[] repeated = new int[size];
      for (int i = 0; i < size; i++) {
        repeated[i] = i % first.rows();
      }
      calls.add(first.select(repeated, size));
    }
    return calls;
  }

  private static ReloadCheck query(
      BatchPredictor fresh, ColumnBatch batch, BatchPredictor evaluated) {
    ColumnBatch rows = batch.slice(0, Math.min(QUERIED_ROWS, batch.rows()));
    try {
      Predictions before = evaluated.predict(batch);
      Predictions after = fresh.predict(rows);
      double largest = 0;
      for (int output = 0; output < after.outputs().size(); output++) {
        largest =
            Math.max(
                largest,
                distance(before.outputs().get(output), after.outputs().get(output), rows.rows()));
      }
      return new ReloadCheck(rows.rows(), largest, null);
    } catch (RuntimeException e) {
      return new ReloadCheck(0, Double.NaN, String.valueOf(e.getMessage()));
    }
  }

  private static double distance(Column before, Column after, int rows) {
    if (!(before instanceof FloatColumn first) || !(after instanceof FloatColumn second)) {
      return 0;
    }
    double largest = 0;
    for (int at = 0; at < second.valueEnd(rows - 1); at++) {
      boolean same = Double.compare(first.value(at), second.value(at)) == 0;
      largest = Math.max(largest, same ? 0 : Math.abs(first.value(at) - second.value(at)));
    }
    return largest;
  }
}
