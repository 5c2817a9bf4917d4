package io.millrace.models.training;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.IntColumn;
import io.millrace.models.inference.tensors.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.HashTable;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A category: 0 when missing (or empty), 1 when not in the vocabulary, from 2 on its place there,
 * the most frequent first. The table is filled by the model's initialiser, exact, and without
 * collisions.
 *
 * @param vocabulary the values, each byte as one character, as they need not be UTF-8
 */
record CategoryEncoder(FeatureSpec feature, List<String> vocabulary) implements FeatureEncoder {
  static final int MISSING = 0;
  static final int UNKNOWN = 1;
  static final int FIRST = 2;

  static CategoryEncoder fit(FeatureSpec feature, List<ColumnBatch> rows) {
    Map<String, Integer> counts = new HashMap<>();
    for (ColumnBatch batch : rows) {
      Column column = TrainingRows.column(batch, feature.name());
      for (int row = 0; row < batch.rows(); row++) {
        int position = column.valueStart(row);
        if (position < column.valueEnd(row)) {
          counts.merge(text(column, position), 1, Integer::sum);
        }
      }
    }
    counts.remove("");
    List<Map.Entry<String, Integer>> byFrequency = new ArrayList<>(counts.entrySet());
    byFrequency.sort(
        Map.Entry.<String, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
    List<String> vocabulary = new ArrayList<>();
    for (int i = 0; i < Math.min(feature.buckets(), byFrequency.size()); i++) {
      vocabulary.add(byFrequency.get(i).getKey());
    }
    return new CategoryEncoder(feature, vocabulary);
  }

  private static String text(Column column, int position) {
    if (column instanceof BytesColumn bytes) {
      return new String(
          bytes.bytes(),
          bytes.byteStart(position),
          bytes.length(position),
          StandardCharsets.ISO_8859_1);
    }
    return column instanceof IntColumn ints ? Long.toString(ints.value(position)) : "";
  }

  @Override
  public void encode(EncoderGraph graph) {
    byte[][] keys = new byte[vocabulary.size() + 1][];
    long[] ids = new long[keys.length];
    keys[0] = new byte[0];
    ids[0] = MISSING;
    for (int i = 0; i < vocabulary.size(); i++) {
      keys[i + 1] = vocabulary.get(i).getBytes(StandardCharsets.ISO_8859_1);
      ids[i + 1] = (long) FIRST + i;
    }
    Ops tf = graph.tf();
    HashTable table =
        tf.hashTable(
            TString.class, TInt64.class, HashTable.sharedName("vocabulary/" + feature.name()));
    try (TString keyTensor =
            TString.tensorOfBytes(Shape.of(keys.length), DataBuffers.of(keys, true, false));
        TInt64 idTensor = TInt64.tensorOf(Shape.of(ids.length), DataBuffers.of(ids))) {
      graph.addInitializer(
          tf.initializeTable(table, tf.constantOf(keyTensor), tf.constantOf(idTensor)));
    }
    var id =
        tf.lookupTableFind(
            table,
            graph.input(feature.name(), TensorType.STRING, TString.class),
            tf.constant((long) UNKNOWN));
    graph.addId(
        new EncoderGraph.IdSlot(feature.name(), FIRST + vocabulary.size(), feature.dimensions()),
        tf.dtypes.cast(id, TInt32.class));
  }
}
