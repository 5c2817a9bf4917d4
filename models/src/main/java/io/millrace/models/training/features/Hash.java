package io.millrace.models.training.features;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.List;

/**
 * A category by its hash: 0 when missing (or empty), else 1 and above by the fingerprint of its
 * bytes ({@code StringToHashBucketFast}). Nothing is fitted, so that it suits ids that come and go;
 * different values may fall together.
 *
 * @param buckets how many hashes there are, 1 or more
 * @param dimensions size of the embedding; 0 for a weight each only
 * @param pool of lists, how what belongs to their ids becomes one
 * @param weights of lists, the column with their weights; empty for none
 */
public record Hash(int buckets, int dimensions, Pooling pool, String weights)
    implements FeatureTransform {

  public Hash {
    Checks.require(buckets >= 1, "buckets", buckets, ">= 1");
    Checks.dimensions(dimensions);
    Checks.weights(weights, pool);
  }

  public Hash() {
    this(1024, 8, Pooling.NONE, "");
  }

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public ColumnUse use() {
    return ColumnUse.CATEGORY;
  }

  @Override
  public boolean isCounted() {
    return false;
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
    return new Encoder(feature.name(), feature.columns().get(0), this);
  }

  /** The encoder of a feature. */
  record Encoder(String feature, String column, Hash hash) implements FeatureEncoder {
    @Override
    public void encode(EncoderGraph graph) {
      CategoryOps.add(
          graph,
          column,
          new IdSlot(feature, hash.buckets() + 1, hash.dimensions()),
          hash.pool(),
          hash.weights(),
          text -> CategoryOps.hash(graph.tf(), text, hash.buckets()));
    }
  }
}
