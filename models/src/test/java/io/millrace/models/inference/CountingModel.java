package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Predicts ten times the column {@code x} and counts the rows it was asked for. */
public final class CountingModel implements BatchPredictor {
  private final AtomicInteger rowsAsked = new AtomicInteger();

  @Override
  public Layout outputs() {
    return Layout.of(new Layout.Field("y", ValueType.FLOAT));
  }

  @Override
  public Predictions predict(ColumnBatch rows) {
    rowsAsked.addAndGet(rows.rows());
    IntColumn x = (IntColumn) java.util.Objects.requireNonNull(rows.column("x"));
    double[] y = new double[rows.rows()];
    for (int row = 0; row < y.length; row++) {
      y[row] = 10.0 * x.value(row);
    }
    return new Predictions(outputs(), List.of(FloatColumn.of(y)), y.length);
  }

  public int rowsAsked() {
    return rowsAsked.get();
  }
}
