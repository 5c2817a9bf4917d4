package io.millrace.models.drift.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelTest {
  private final Random random = new Random(1);

  @Test
  void movesAsItsNameSays() {
    Level sudden = Level.sudden(1, 3, 10);
    assertThat(sudden.at(9, random)).isEqualTo(1);
    assertThat(sudden.at(10, random)).isEqualTo(3);
    Level incremental = Level.incremental(1, 3, 10, 4);
    assertThat(incremental.at(10, random)).isEqualTo(1);
    assertThat(incremental.at(11, random)).isEqualTo(1.5);
    assertThat(incremental.at(20, random)).isEqualTo(3);
    Level recurring = Level.recurring(1, 3, 10);
    assertThat(recurring.at(9, random)).isEqualTo(1);
    assertThat(recurring.at(19, random)).isEqualTo(3);
    assertThat(recurring.at(20, random)).isEqualTo(1);
  }

  /** At half of its width after the middle of a gradual change 1 / (1 + e^−2) of values are new. */
  @Test
  void gradualChangesMixBothLevels() {
    Level gradual = Level.gradual(0, 1, 1000, 100);
    int late = 0;
    for (int i = 0; i < 10_000; i++) {
      late += (int) gradual.at(1050, random);
    }
    assertThat(late / 10_000.0).isCloseTo(0.8808, within(0.015));
  }

  /** The draws of the harness that the published figures come from: nextDouble() < p. */
  @Test
  void errorsAreThoseOfTheSeed() {
    Bernoulli errors = new Bernoulli(Level.sudden(0.1, 0.3, 50), 1000);
    Random same = new Random(1000);
    for (int i = 0; i < 100; i++) {
      assertThat(errors.next()).isEqualTo(same.nextDouble() < (i < 50 ? 0.1 : 0.3) ? 1.0 : 0.0);
    }
    Gaussian numbers = new Gaussian(Level.constant(2), 1000);
    assertThat(numbers.next()).isEqualTo(2 + new Random(1000).nextGaussian());
  }
}
