package io.millrace.models.training.tuning;

/**
 * The numbers from {@code least} to {@code greatest}.
 *
 * @param least below {@code greatest}; above 0 on a logarithmic scale
 * @param logarithmic whether a step is a factor rather than a sum: the coordinate is the natural
 *     logarithm, so that [0.0001, 0.01] is as often below as above 0.001
 */
public record RealRange(String name, double least, double greatest, boolean logarithmic)
    implements Parameter {

  public RealRange {
    boolean ends = least < greatest && Double.isFinite(greatest - least);
    if (!ends || (logarithmic && least <= 0)) {
      throw new IllegalArgumentException(
          name
              + ": ["
              + least
              + ", "
              + greatest
              + "] (expected: [least, greatest]"
              + (logarithmic ? ", both above 0)" : ")"));
    }
  }

  @Override
  public double low() {
    return logarithmic ? Math.log(least) : least;
  }

  @Override
  public double high() {
    return logarithmic ? Math.log(greatest) : greatest;
  }

  @Override
  public int values() {
    return 0;
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public String written(double coordinate) {
    double value = logarithmic ? Math.exp(coordinate) : coordinate;
    return Double.toString(Math.min(greatest, Math.max(least, value)));
  }
}
