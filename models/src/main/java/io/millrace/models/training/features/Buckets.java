package io.millrace.models.training.features;

import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.List;

/**
 * A number as the bucket that it is in: 0 when missing, else 1 and above. The bounds are quantiles
 * of the training rows (from the statistics' sketch, within its epsilon), so that about equally
 * many are in each; equal bounds count once.
 *
 * @param count how many buckets at most, 2 or more
 * @param dimensions size of the embedding; 0 for a weight each only
 * @param pool of lists, how what belongs to their buckets becomes one
 * @param weights of lists, the column with their weights; empty for none
 */
public record Buckets(int count, int dimensions, Pooling pool, String weights)
    implements FeatureTransform {

  public Buckets {
    Checks.require(count >= 2, "count", count, ">= 2");
    Checks.dimensions(dimensions);
    Checks.weights(weights, pool);
  }

  public Buckets() {
    this(10, 0, Pooling.NONE, "");
  }

  @Override
  public String name() {
    return "buckets";
  }

  @Override
  public ColumnUse use() {
    return ColumnUse.NUMBER;
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
    Boundaries boundaries = Boundaries.of(NumberFigures.of(column, figures), count);
    return new Encoder(feature.name(), column, this, boundaries);
  }

  /** The encoder of a feature. */
  record Encoder(String feature, String column, Buckets how, Boundaries boundaries)
      implements FeatureEncoder {

    @Override
    public void encode(EncoderGraph graph) {
      IdSlot slot = new IdSlot(feature, boundaries.size(), how.dimensions());
      if (!how.pool().isPooled()) {
        graph.addId(slot, boundaries.ids(graph.tf(), graph.number(column)));
        return;
      }
      var lists = graph.numberLists(column);
      CategoryOps.addBag(
          graph,
          slot,
          how.pool(),
          how.weights(),
          lists.splits(),
          boundaries.ids(graph.tf(), lists.values()));
    }
  }
}
