package io.millrace.models.drift.multivariate;

/**
 * What a multivariate test says.
 *
 * @param value what was measured
 * @param low drift is below this
 * @param high or above this
 * @param pValue of such a value if nothing has changed; NaN where the test has none
 */
public record MultivariateResult(
    String method, double value, double low, double high, double pValue, int n, int m) {

  public boolean isDrift() {
    return value < low || value > high;
  }
}
