package io.millrace.models.drift.multivariate;

import java.util.List;

/** All multivariate tests, in their usual settings. */
public final class MultivariateTests {
  private static final List<MultivariateTest> ALL =
      List.of(PcaReconstruction.DEFAULT, DomainClassifier.DEFAULT, MaximumMeanDiscrepancy.DEFAULT);

  private MultivariateTests() {}

  public static List<MultivariateTest> all() {
    return ALL;
  }
}
