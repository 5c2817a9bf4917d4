package io.millrace.models.drift.tests;

import java.util.List;

/** All tests of two samples. */
public final class TwoSampleTests {
  private static final List<TwoSampleTest> ALL =
      List.of(
          new KolmogorovSmirnovTest(),
          new AndersonDarlingTest(),
          new CramerVonMisesTest(),
          new MannWhitneyTest(),
          new WelchTest(),
          new ChiSquareTest(),
          new GTest(),
          new FisherTest(),
          new ProportionTest());

  private TwoSampleTests() {}

  public static List<TwoSampleTest> all() {
    return ALL;
  }

  /**
   * The test of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TwoSampleTest named(String name) {
    for (TwoSampleTest test : ALL) {
      if (test.name().equals(name)) {
        return test;
      }
    }
    throw new IllegalArgumentException(
        "test: "
            + name
            + " (expected: one of "
            + String.join(", ", ALL.stream().map(TwoSampleTest::name).toList())
            + ")");
  }
}
