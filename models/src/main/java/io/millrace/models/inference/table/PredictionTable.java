package io.millrace.models.inference.table;

import io.millrace.models.data.BatchCodec;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.FeatureKeys;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One part of a table of predictions, in memory: the bytes of keys and outputs, and 8 to 16 bytes
 * an entry to find them. Immutable.
 */
final class PredictionTable {
  static final Layout KEY = Layout.of(new Layout.Field("key", ValueType.STRING));
  private static final int FREE = -1;

  private final TableHeader header;
  private final BytesColumn keys;
  private final Predictions predictions;
  // Open addressing with linear probing, at most half full.
  private final int[] slots;

  private PredictionTable(TableHeader header, BytesColumn keys, Predictions predictions) {
    this.header = header;
    this.keys = keys;
    this.predictions = predictions;
    this.slots = new int[Integer.highestOneBit(Math.max(4, keys.rows())) * 4];
    Arrays.fill(slots, FREE);
    for (int row = 0; row < keys.rows(); row++) {
      int length = keys.length(row);
      long hash = FeatureKeys.hash(keys.bytes(), keys.byteStart(row), length);
      int slot = (int) (hash >>> 20) & slots.length - 1;
      while (slots[slot] != FREE) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = row;
    }
  }

  static PredictionTable read(DataInput in) throws IOException {
    TableHeader header = TableHeader.read(in);
    Layout keyLayout = BatchCodec.readLayout(in);
    if (!keyLayout.equals(KEY)) {
      throw new IOException("columns: " + keyLayout.fields() + " (expected: " + KEY.fields() + ")");
    }
    BytesColumn keys = (BytesColumn) BatchCodec.readColumns(keyLayout, in).get(0);
    Layout outputs = BatchCodec.readLayout(in);
    return new PredictionTable(
        header, keys, new Predictions(outputs, BatchCodec.readColumns(outputs, in), keys.rows()));
  }

  TableHeader header() {
    return header;
  }

  int size() {
    return keys.rows();
  }

  Predictions predictions() {
    return predictions;
  }

  /** The row of {@link #predictions} with this key, or -1. */
  int find(FeatureKeys key, long hash) {
    int slot = (int) (hash >>> 20) & slots.length - 1;
    while (slots[slot] != FREE) {
      int row = slots[slot];
      if (Arrays.equals(
          keys.bytes(), keys.byteStart(row), keys.byteEnd(row), key.buffer(), 0, key.length())) {
        return row;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }
}
