package io.millrace.models.evaluation.leakage;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.metrics.RowKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sample of labelled rows of bounded size: those whose ids hash lowest, whatever order they come
 * in.
 */
final class RowSampling {
  private final EvaluationColumns columns;
  private final int most;
  private final List<ColumnBatch> kept = new ArrayList<>();
  private int rows;
  private long bound = Long.MAX_VALUE;

  RowSampling(EvaluationColumns columns, int most) {
    this.columns = columns;
    this.most = most;
  }

  void add(ColumnBatch batch) {
    keep(kept, batch, columns.labels(batch));
    while (rows > most) {
      bound = bound / 2;
      List<ColumnBatch> all = List.copyOf(kept);
      kept.clear();
      rows = 0;
      all.forEach(some -> keep(kept, some, columns.labels(some)));
    }
  }

  private void keep(List<ColumnBatch> into, ColumnBatch batch, double[] labels) {
    long[] keys = RowKeys.of(batch);
    int[] picked = new int[keys.length];
    int count = 0;
    for (int row = 0; row < keys.length; row++) {
      if ((keys[row] >>> 1) <= bound && Double.isFinite(labels[row])) {
        picked[count++] = row;
      }
    }
    if (count > 0) {
      into.add(batch.withoutOriginals().select(picked, count));
      rows += count;
    }
  }

  List<ColumnBatch> batches() {
    return kept;
  }

  int rows() {
    return rows;
  }

  /** All labels, one behind the other. */
  double[] labels() {
    double[] all = new double[rows];
    int at = 0;
    for (ColumnBatch batch : kept) {
      double[] labels = columns.labels(batch);
      System.arraycopy(labels, 0, all, at, labels.length);
      at += labels.length;
    }
    return all;
  }

  /** Whether each row is one to fit on, and not one to try on: one half of the ids each. */
  boolean[] fitted() {
    boolean[] fitted = new boolean[rows];
    int at = 0;
    for (ColumnBatch batch : kept) {
      for (long key : RowKeys.of(batch)) {
        fitted[at++] = (key & 1) == 0;
      }
    }
    return Arrays.copyOf(fitted, at);
  }
}
