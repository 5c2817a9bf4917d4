package io.millrace.models.training.tuning;

/**
 * The whole numbers from {@code first} to {@code last}, both included.
 *
 * @param first at most {@code last}
 */
public record IntegerRange(String name, int first, int last) implements Parameter {

  public IntegerRange {
    if (first > last || (long) last - first >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + ": [" + first + ", " + last + "] (expected: [least, greatest])");
    }
  }

  @Override
  public double low() {
    return first;
  }

  @Override
  public double high() {
    return last;
  }

  @Override
  public int values() {
    return last - first + 1;
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public String written(double coordinate) {
    return Long.toString(Math.round(coordinate));
  }
}
