package io.millrace.models.training.features;

import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.strings.Join;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Several columns as one category: the hash of their values joined ({@code
 * StringToHashBucketFast}), so that a pair of values is learnt by itself. Strings and integers
 * count as they are, missing ones as empty; floats as their bucket among quantiles of the training
 * rows; the event time as its hour (UTC).
 *
 * @param buckets how many hashes there are, 1 or more
 * @param numberBuckets how many buckets a column of floats has, 2 or more
 * @param dimensions size of the embedding; 0 for a weight each only
 */
public record Cross(int buckets, int numberBuckets, int dimensions) implements FeatureTransform {
  /** Between values: the unit separator of ASCII, which texts have no use for. */
  private static final String SEPARATOR = "\u001f";

  public Cross {
    Checks.require(buckets >= 1, "buckets", buckets, ">= 1");
    Checks.require(numberBuckets >= 2, "number_buckets", numberBuckets, ">= 2");
    Checks.dimensions(dimensions);
  }

  public Cross() {
    this(1024, 10, 8);
  }

  @Override
  public String name() {
    return "cross";
  }

  @Override
  public Arity arity() {
    return Arity.SEVERAL;
  }

  @Override
  public ColumnUse use() {
    return ColumnUse.ANY;
  }

  @Override
  public Class<? extends FeatureEncoder> encoderType() {
    return Encoder.class;
  }

  @Override
  public FeatureEncoder fit(FeatureSpec feature, ColumnFigures figures) {
    List<Part> parts = new ArrayList<>();
    for (String column : feature.columns()) {
      boolean number =
          !column.equals(InputTensors.EVENT_TIME) && figures.of(column).type() == ValueType.FLOAT;
      parts.add(
          new Part(
              column,
              number ? Boundaries.of(NumberFigures.of(column, figures), numberBuckets) : null));
    }
    return new Encoder(feature.name(), this, parts);
  }

  /**
   * One of the columns.
   *
   * @param boundaries of floats; null for strings, integers and the event time
   */
  record Part(String column, @Nullable Boundaries boundaries) {

    private Operand<TString> text(EncoderGraph graph) {
      Ops tf = graph.tf();
      if (boundaries != null) {
        return tf.dtypes.asString(boundaries.ids(tf, graph.number(column)));
      }
      return column.equals(InputTensors.EVENT_TIME)
          ? tf.dtypes.asString(TimeOps.ofEventTime(graph, 0).hour())
          : graph.text(column);
    }
  }

  /** The encoder of a feature. */
  record Encoder(String feature, Cross how, List<Part> parts) implements FeatureEncoder {

    Encoder {
      parts = List.copyOf(parts);
    }

    @Override
    public void encode(EncoderGraph graph) {
      Ops tf = graph.tf();
      List<Operand<TString>> texts = new ArrayList<>();
      for (Part part : parts) {
        texts.add(part.text(graph));
      }
      Operand<TString> joined = tf.strings.join(texts, Join.separator(SEPARATOR));
      graph.addId(
          new IdSlot(feature, how.buckets(), how.dimensions()),
          tf.dtypes.cast(tf.strings.toHashBucketFast(joined, (long) how.buckets()), TInt32.class));
    }
  }
}
