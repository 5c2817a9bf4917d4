package io.millrace.models.evaluation.metrics;

/** Reads what stands behind the {@code @} of a metric's name. */
final class Parameters {

  private Parameters() {}

  /** A number above 0 and below 1. */
  static double share(String metric, String parameter) {
    double share = Double.NaN;
    try {
      share = Double.parseDouble(parameter);
    } catch (NumberFormatException e) {
      // Refused below, together with numbers out of range.
    }
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          metric + "@" + parameter + " (expected: a number above 0 and below 1)");
    }
    return share;
  }

  /** A whole number of at least {@code least}. */
  static int count(String metric, String parameter, int least) {
    int count = -1;
    try {
      count = Integer.parseInt(parameter);
    } catch (NumberFormatException e) {
      // Refused below, together with numbers out of range.
    }
    if (count < least) {
      throw new IllegalArgumentException(
          metric + "@" + parameter + " (expected: a whole number, " + least + " or more)");
    }
    return count;
  }
}
