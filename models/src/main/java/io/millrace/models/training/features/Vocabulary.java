package io.millrace.models.training.features;

import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.HashTable;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A category looked up among the most frequent values of the training rows: 0 when missing (or
 * empty); 1 and above, up to {@code oovBuckets}, when not among them, by its hash; then its place
 * there, the most frequent first and equally frequent ones in the order of their bytes. The table
 * is exact, without collisions.
 *
 * <p>The counts are the statistics': exact up to their capacity of distinct values (65,536 with
 * {@link FeatureEncoders#statisticsOptions}), and beyond it within their error. Values that are not
 * UTF-8 are not told apart there and so never in the vocabulary.
 *
 * @param size how many values there are at most, 1 or more
 * @param oovBuckets how many ids all other values share, 1 or more
 * @param minCount how often a value has to come in the training rows
 * @param dimensions size of the embedding; 0 for a weight each only
 * @param pool of lists, how what belongs to their ids becomes one
 * @param weights of lists, the column with their weights; empty for none
 */
public record Vocabulary(
    int size, int oovBuckets, long minCount, int dimensions, Pooling pool, String weights)
    implements FeatureTransform {

  public Vocabulary {
    Checks.require(size >= 1, "size", size, ">= 1");
    Checks.require(oovBuckets >= 1, "oov_buckets", oovBuckets, ">= 1");
    Checks.require(minCount >= 1, "min_count", minCount, ">= 1");
    Checks.dimensions(dimensions);
    Checks.weights(weights, pool);
  }

  public Vocabulary(int size, int dimensions) {
    this(size, 1, 1, dimensions, Pooling.NONE, "");
  }

  public Vocabulary() {
    this(1000, 8);
  }

  @Override
  public String name() {
    return "vocabulary";
  }

  @Override
  public ColumnUse use() {
    return ColumnUse.CATEGORY;
  }

  @Override
  public List<String> furtherColumns() {
    return Checks.columns(weights);
  }

  @Override
  public Class<? extends FeatureEncoder> encoderType() {
    return Encoder.class;
  }

  @Override
  public FeatureEncoder fit(FeatureSpec feature, ColumnFigures figures) {
    String column = feature.columns().get(0);
    FrequentStrings strings = figures.strings(column);
    return new Encoder(
        feature.name(), column, this, strings == null ? List.of() : mostFrequent(strings));
  }

  private List<String> mostFrequent(FrequentStrings strings) {
    List<FrequentStrings.Frequency> found = new ArrayList<>();
    for (FrequentStrings.Frequency frequency : strings.top(Integer.MAX_VALUE)) {
      String value = frequency.value();
      boolean itself =
          !value.isEmpty()
              && !value.equals(FrequentStrings.NOT_TEXT)
              && !value.equals(FrequentStrings.LARGE);
      if (itself && frequency.count() >= minCount) {
        found.add(frequency);
      }
    }
    found.sort(
        Comparator.comparingDouble(FrequentStrings.Frequency::count)
            .reversed()
            .thenComparing(frequency -> bytes(frequency.value()), Arrays::compareUnsigned));
    return found.stream().limit(size).map(FrequentStrings.Frequency::value).toList();
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** The encoder of a feature, with the values in the order of their ids. */
  record Encoder(String feature, String column, Vocabulary how, List<String> values)
      implements FeatureEncoder {

    Encoder {
      values = List.copyOf(values);
    }

    @Override
    public void encode(EncoderGraph graph) {
      Ops tf = graph.tf();
      HashTable table = table(graph);
      CategoryOps.add(
          graph,
          column,
          new IdSlot(feature, 1 + how.oovBuckets() + values.size(), how.dimensions()),
          how.pool(),
          how.weights(),
          text -> ids(tf, table, text));
    }

    private HashTable table(EncoderGraph graph) {
      byte[][] keys = new byte[values.size() + 1][];
      long[] ids = new long[keys.length];
      keys[0] = new byte[0];
      for (int i = 0; i < values.size(); i++) {
        keys[i + 1] = bytes(values.get(i));
        ids[i + 1] = 1L + how.oovBuckets() + i;
      }
      Ops tf = graph.tf();
      HashTable table =
          tf.hashTable(TString.class, TInt64.class, HashTable.sharedName(tableName()));
      try (TString keyTensor =
              TString.tensorOfBytes(Shape.of(keys.length), DataBuffers.of(keys, true, false));
          TInt64 idTensor = TInt64.tensorOf(Shape.of(ids.length), DataBuffers.of(ids))) {
        graph.addInitializer(
            tf.initializeTable(table, tf.constantOf(keyTensor), tf.constantOf(idTensor)));
      }
      return table;
    }

    /** Another one for other contents, so that two models can be in one session. */
    private String tableName() {
      return "vocabulary/" + feature + "/" + how.oovBuckets() + "/" + values.hashCode();
    }

    private Operand<TInt32> ids(Ops tf, HashTable table, Operand<TString> text) {
      boolean one = how.oovBuckets() == 1;
      Operand<TInt32> found =
          tf.dtypes.cast(
              tf.lookupTableFind(table, text, tf.constant(one ? 1L : -1L)), TInt32.class);
      if (one) {
        return found;
      }
      Operand<TInt32> other = CategoryOps.hash(tf, text, how.oovBuckets());
      return tf.select(tf.math.less(found, tf.constant(0)), other, found);
    }
  }
}
