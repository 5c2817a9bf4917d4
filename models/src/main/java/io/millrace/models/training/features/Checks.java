package io.millrace.models.training.features;

import java.util.List;

/** What transformations ask of their parameters alike. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String parameter, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          parameter + ": " + value + " (expected: " + expected + ")");
    }
  }

  static void tail(double clip) {
    require(clip >= 0 && clip < 0.5, "clip", clip, "0 to 0.5 (out)");
  }

  static void dimensions(int dimensions) {
    require(dimensions >= 0, "dimensions", dimensions, ">= 0");
  }

  static void weights(String weights, Pooling pool) {
    require(
        weights.isEmpty() || pool.isPooled(),
        "weights",
        weights,
        "only with pool: mean, sum or max");
  }

  /** The column of weights, if there is one. */
  static List<String> columns(String weights) {
    return weights.isEmpty() ? List.of() : List.of(weights);
  }
}
