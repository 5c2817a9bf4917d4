package io.millrace.models.drift.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  /** scipy.stats.norm.ppf. */
  @ParameterizedTest
  @CsvSource({
    "0.001, -3.090232306167813",
    "0.02, -2.053748910631823",
    "0.3, -0.5244005127080409",
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.9985, 2.9677379253417944"
  })
  void hasTheQuantiles(double probability, double value) {
    assertThat(StandardNormal.quantile(probability)).isCloseTo(value, within(1e-8));
  }
}
