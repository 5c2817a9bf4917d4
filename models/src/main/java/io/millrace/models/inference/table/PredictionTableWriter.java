package io.millrace.models.inference.table;

import io.millrace.models.data.BatchCodec;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FeatureKeys;
import io.millrace.models.data.Layout;
import io.millrace.models.data.Validity;
import io.millrace.models.inference.Predictions;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects predictions by key and writes one part of a table. Of predictions with one key the last
 * counts. Memory grows with the distinct keys of the part.
 */
public final class PredictionTableWriter {
  private final TableHeader header;
  private final FeatureKeys keys;
  private final List<Predictions> parts = new ArrayList<>();
  private final Map<ByteBuffer, Place> places = new LinkedHashMap<>();
  private @Nullable Layout outputs;

  /** Where a key's prediction stands. */
  private record Place(int part, int row) {}

  public PredictionTableWriter(TableHeader header) {
    this.header = header;
    this.keys = new FeatureKeys(header.keys());
  }

  /** Adds those rows whose keys belong to this part. */
  public void add(ColumnBatch rows, Predictions predictions) {
    keys.begin(rows);
    int[] mine = new int[rows.rows()];
    int count = 0;
    for (int row = 0; row < mine.length; row++) {
      long hash = keys.write(row).hash();
      if (TableHeader.partOf(hash, header.parts()) == header.part()) {
        places.put(ByteBuffer.wrap(keys.copy()), new Place(parts.size(), count));
        mine[count++] = row;
      }
    }
    if (outputs == null) {
      outputs = predictions.layout();
    } else if (!outputs.equals(predictions.layout())) {
      throw new IllegalArgumentException(
          "outputs: " + predictions.layout().fields() + " (expected: " + outputs.fields() + ")");
    }
    parts.add(predictions.select(mine, count));
  }

  /** Writes the part: header, keys, predictions. */
  public void write(DataOutput out) throws IOException {
    Layout layout = outputs == null ? new Layout(List.of()) : outputs;
    Predictions all = Predictions.concat(layout, parts);
    int[] firstRows = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      firstRows[i + 1] = firstRows[i] + parts.get(i).rows();
    }
    int count = places.size();
    int[] rows = new int[count];
    int[] starts = new int[count + 1];
    int at = 0;
    for (Map.Entry<ByteBuffer, Place> entry : places.entrySet()) {
      rows[at] = firstRows[entry.getValue().part()] + entry.getValue().row();
      starts[at + 1] = Math.addExact(starts[at], entry.getKey().remaining());
      at++;
    }
    byte[] bytes = new byte[starts[count]];
    at = 0;
    for (ByteBuffer key : places.keySet()) {
      System.arraycopy(key.array(), 0, bytes, starts[at++], key.remaining());
    }
    header.write(out);
    BytesColumn keyColumn = new BytesColumn(bytes, starts, null, Validity.allPresent(count));
    BatchCodec.writeColumns(PredictionTable.KEY, List.of(keyColumn), out);
    Predictions kept = all.select(rows, count);
    BatchCodec.writeColumns(kept.layout(), kept.outputs(), out);
  }
}
