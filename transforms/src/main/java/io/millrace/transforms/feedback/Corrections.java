package io.millrace.transforms.feedback;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The examples whose label was corrected: of each record the newest counts, wherever it stands. */
final class Corrections {
  private final List<ColumnBatch> batches;
  private final Map<String, Label> newest = new HashMap<>();

  private record Label(long time, double value) implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Double.compare(value, other.value);
    }

    static Label of(ColumnBatch batch, int row) {
      if (batch.column(ExampleCodec.LABEL_TIME) instanceof IntColumn times
          && batch.column(ExampleCodec.LABEL) instanceof FloatColumn values) {
        return new Label(times.value(row), values.value(row));
      }
      throw new IllegalArgumentException(
          "columns: " + batch.layout() + " (expected: a label and its time among them)");
    }
  }

  Corrections(List<ColumnBatch> batches) {
    this.batches = batches;
    for (ColumnBatch batch : batches) {
      for (int row = 0; row < batch.rows(); row++) {
        newest.merge(
            batch.ids().string(row),
            Label.of(batch, row),
            (one, other) -> one.compareTo(other) >= 0 ? one : other);
      }
    }
  }

  /** The batch without the rows that were corrected later. */
  ColumnBatch uncorrected(ColumnBatch batch) {
    return newest.isEmpty()
        ? batch
        : where(batch, row -> !newest.containsKey(batch.ids().string(row)));
  }

  /** The newest correction of each record. */
  List<ColumnBatch> newest() {
    Map<String, Label> left = new HashMap<>(newest);
    List<ColumnBatch> kept = new ArrayList<>();
    for (ColumnBatch batch : batches) {
      ColumnBatch rows =
          where(batch, row -> left.remove(batch.ids().string(row), Label.of(batch, row)));
      if (rows.rows() > 0) {
        kept.add(rows);
      }
    }
    return kept;
  }

  private static ColumnBatch where(ColumnBatch batch, IntPredicate wanted) {
    int[] rows = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (wanted.test(row)) {
        rows[count++] = row;
      }
    }
    return count == rows.length ? batch : batch.select(rows, count);
  }
}
