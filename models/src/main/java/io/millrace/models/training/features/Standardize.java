package io.millrace.models.training.features;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A number, clipped and standardised: (x - mean) / deviation of the training rows' clipped numbers;
 * a missing one counts as the mean. Without clipping, mean and deviation are the statistics'
 * moments; else they and the bounds come from the statistics' quantiles ({@link NumberFigures}).
 *
 * @param clip the part of the training rows that is clipped at each end, 0..0.5 (out); 0 for none,
 *     and then only what is a million deviations off is clipped, so that infinities become numbers
 * @param missing whether a second number tells where it is missing
 * @param pool of lists, how their values, each standardised, become one
 * @param weights of lists, the column with their weights; empty for none
 */
public record Standardize(double clip, Missing missing, Pooling pool, String weights)
    implements FeatureTransform {
  /** Leaves out the values that one in a thousand rows has at each end. */
  static final double TAIL = 0.001;

  static final double FAR = 1e6;

  public Standardize {
    Checks.tail(clip);
    Checks.weights(weights, pool);
  }

  public Standardize() {
    this(TAIL, Missing.WHEN_SEEN, Pooling.NONE, "");
  }

  @Override
  public String name() {
    return "standardize";
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
    return encoder(column, numbers, false, x -> x, this);
  }

  /** An encoder for {@code of} the numbers, which rises with them. */
  static NumberEncoder encoder(
      String column,
      NumberFigures numbers,
      boolean logarithm,
      DoubleUnaryOperator of,
      Standardize how) {
    double clip = how.clip();
    NumberFigures.Moments moments = logarithm ? numbers.moments(of) : numbers.moments();
    double low = moments.mean() - FAR * Math.max(1, moments.deviation());
    double high = moments.mean() + FAR * Math.max(1, moments.deviation());
    if (clip > 0) {
      double least = of.applyAsDouble(numbers.quantile(clip));
      double most = of.applyAsDouble(numbers.quantile(1 - clip));
      moments = numbers.moments(x -> Math.min(Math.max(of.applyAsDouble(x), least), most));
      low = least;
      high = most;
    }
    return new NumberEncoder(
        column,
        logarithm,
        low,
        high,
        moments.mean(),
        NumberEncoder.scale(moments.deviation(), moments.mean()),
        how.missing().isTold(numbers.hasMissing()),
        how.pool(),
        how.weights());
  }
}
