package io.millrace.models.inference.table;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FeatureKeys;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    if (fallback != null && fallback.readsEventTimes() && !keys.contains(InputTensors.EVENT_TIME)) {
      throw new IllegalArgumentException(
          "keys: "
              + keys
              + " (expected: with "
              + InputTensors.EVENT_TIME
              + ", which the fallback reads)");
    }
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
  public boolean readsEventTimes() {
    return keys.contains(InputTensors.EVENT_TIME);
  }

  @Override
  public Predictions predict(ColumnBatch rows) {
    FeatureKeys key = new FeatureKeys(keys);
    key.begin(rows);
    int count = rows.rows();
    // Where each row's prediction is: in a part of the table, or else with the fallback.
    int[] sources = new int[count];
    int[] found = new int[count];
    int[] counts = new int[parts.size() + 1];
    for (int row = 0; row < count; row++) {
      long hash = key.write(row).hash();
      int source = TableHeader.partOf(hash, parts.size());
      int at = parts.get(source).find(key, hash);
      if (at < 0 && fallback == null) {
        throw new UnfitInputException(
            "key " + keys + ": not in the table (expected: one that was predicted beforehand)",
            row);
      }
      sources[row] = at < 0 ? parts.size() : source;
      found[row] = at < 0 ? row : at;
      counts[sources[row]]++;
    }
    return collect(rows, sources, found, counts);
  }

  /** Each source's predictions at once, one behind the other, and then in the order of the rows. */
  private Predictions collect(ColumnBatch rows, int[] sources, int[] found, int[] counts) {
    int[] next = new int[counts.length];
    for (int source = 1; source < counts.length; source++) {
      next[source] = next[source - 1] + counts[source - 1];
    }
    int[] places = new int[found.length];
    int[] picked = new int[found.length];
    for (int row = 0; row < found.length; row++) {
      places[row] = next[sources[row]]++;
      picked[places[row]] = found[row];
    }
    List<Predictions> collected = new ArrayList<>(counts.length);
    for (int source = 0; source < counts.length; source++) {
      if (counts[source] > 0) {
        int[] wanted = Arrays.copyOfRange(picked, next[source] - counts[source], next[source]);
        collected.add(
            source < parts.size()
                ? parts.get(source).predictions().select(wanted, wanted.length)
                : ask(Objects.requireNonNull(fallback), rows, wanted));
      }
    }
    return Predictions.concat(outputs, collected).select(places, places.length);
  }

  private static Predictions ask(BatchPredictor fallback, ColumnBatch rows, int[] wanted) {
    try {
      return fallback.predict(rows.select(wanted, wanted.length));
    } catch (UnfitInputException e) {
      throw e.outOf(wanted);
    }
  }
}
