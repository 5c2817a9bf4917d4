package io.millrace.models.drift.fdr;

/**
 * How much of an amount of error is spent on each of endlessly many tests: a sequence that falls
 * and sums to 1.
 */
enum Spending {
  /**
   * 0.0722 log(max(j, 2)) / (j exp(root(log j))): Javanmard and Montanari, "Online rules for
   * control of false discovery rate and false discovery exceedance" (2018), equation 31; as the
   * authors' code has it, 0.07720838.
   */
  LORD {
    @Override
    double at(double j) {
      return 0.07720838 * Math.log(Math.max(j, 2)) / (j * Math.exp(Math.sqrt(Math.log(j))));
    }
  },
  /** j^-1.6 / zeta(1.6): Ramdas et al., "SAFFRON" (2018). */
  POWER {
    @Override
    double at(double j) {
      return Math.pow(j, -1.6) / 2.2857656656801293;
    }
  };

  /** What is spent on the j-th test, j from 1 on; 0 before. */
  abstract double at(double j);

  double of(long j) {
    return j < 1 ? 0 : at((double) j);
  }
}
