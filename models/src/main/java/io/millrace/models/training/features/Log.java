package io.millrace.models.training.features;

import java.util.List;

/**
 * The logarithm ln(1 + max(x, 0)) of a number, then as {@link Standardize}. Its mean and deviation
 * come from the statistics' quantiles, clipped or not, as the moments are those of x.
 *
 * @param clip as {@link Standardize#clip}
 * @param missing whether a second number tells where it is missing
 * @param pool of lists, how their values, each standardised, become one
 * @param weights of lists, the column with their weights; empty for none
 */
public record Log(double clip, Missing missing, Pooling pool, String weights)
    implements FeatureTransform {

  public Log {
    Checks.tail(clip);
    Checks.weights(weights, pool);
  }

  public Log() {
    this(Standardize.TAIL, Missing.WHEN_SEEN, Pooling.NONE, "");
  }

  @Override
  public String name() {
    return "log";
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
    return Standardize.encoder(
        column,
        NumberFigures.of(column, figures),
        true,
        x -> Math.log1p(Math.max(x, 0)),
        new Standardize(clip, missing, pool, weights));
  }
}
