package io.millrace.models.training.features;

import java.util.List;

/**
 * A number on a scale from 0 to 1: (x - low) / (high - low), clipped to it, where low and high are
 * the least and greatest finite number of the training rows (the statistics', exact) or, with
 * {@code clip}, quantiles. A missing one counts as low.
 *
 * @param clip the part of the training rows that is clipped at each end, 0..0.5 (out)
 * @param missing whether a second number tells where it is missing
 * @param pool of lists, how their values, each scaled, become one
 * @param weights of lists, the column with their weights; empty for none
 */
public record MinMax(double clip, Missing missing, Pooling pool, String weights)
    implements FeatureTransform {

  public MinMax {
    Checks.tail(clip);
    Checks.weights(weights, pool);
  }

  public MinMax() {
    this(0, Missing.WHEN_SEEN, Pooling.NONE, "");
  }

  @Override
  public String name() {
    return "min_max";
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
    return NumberEncoder.class;
  }

  @Override
  public FeatureEncoder fit(FeatureSpec feature, ColumnFigures figures) {
    String column = feature.columns().get(0);
    NumberFigures numbers = NumberFigures.of(column, figures);
    double low = clip > 0 ? numbers.quantile(clip) : numbers.min();
    double high = clip > 0 ? numbers.quantile(1 - clip) : numbers.max();
    return new NumberEncoder(
        column,
        false,
        low,
        high,
        low,
        NumberEncoder.scale(high - low, low),
        missing.isTold(numbers.hasMissing()),
        pool,
        weights);
  }
}
