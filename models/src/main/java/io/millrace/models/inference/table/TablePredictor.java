package io.millrace.models.inference.table;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FeatureKeys;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks predictions up that were made beforehand. A row whose key is not in the table goes to the
 * fallback if there is one, and is refused otherwise. Thread-safe.
 */
public final class TablePredictor implements BatchPredictor {
  private final List<PredictionTable> parts;
  private final List<String> keys;
  private final Layout outputs;
  private final @Nullable BatchPredictor fallback;

  TablePredictor(List<PredictionTable> parts, @Nullable BatchPredictor fallback) {
    this.parts = List.copyOf(parts);
    this.keys = parts.get(0).header().keys();
    this.outputs = layout(parts);
    this.fallback = fallback;
    if (fallback != null && !fallback.outputs().equals(outputs)) {
      throw new IllegalArgumentException(
          "outputs of the fallback: "
              + fallback.outputs().fields()
              + " (expected: "
              + outputs.fields()
              + ", as in the table)");
    }
  }

  /** A part without rows does not know its outputs. */
  private static Layout layout(List<PredictionTable> parts) {
    Layout layout = new Layout(List.of());
    for (PredictionTable part : parts) {
      if (part.size() > 0) {
        layout = part.predictions().layout();
      }
    }
    return layout;
  }

  @Override
  public Layout outputs() {
    return outputs;
  }

  @Override
  public Predictions predict(ColumnBatch rows) {
    FeatureKeys key = new FeatureKeys(keys);
    key.begin(rows);
    List<Predictions> found = new ArrayList<>(rows.rows());
    int[] absent = new int[rows.rows()];
    int absentCount = 0;
    for (int row = 0; row < rows.rows(); row++) {
      long hash = key.write(row).hash();
      PredictionTable part = parts.get(TableHeader.partOf(hash, parts.size()));
      int at = part.find(key, hash);
      if (at >= 0) {
        found.add(part.predictions().select(new int[] {at}, 1));
      } else if (fallback == null) {
        throw new UnfitInputException(
            "key " + keys + ": not in the table (expected: one that was predicted beforehand)",
            row);
      } else {
        found.add(Predictions.none(outputs));
        absent[absentCount++] = row;
      }
    }
    if (absentCount > 0 && fallback != null) {
      Predictions asked = fallback.predict(rows.select(absent, absentCount));
      for (int i = 0; i < absentCount; i++) {
        found.set(absent[i], asked.select(new int[] {i}, 1));
      }
    }
    return Predictions.concat(outputs, found);
  }
}
