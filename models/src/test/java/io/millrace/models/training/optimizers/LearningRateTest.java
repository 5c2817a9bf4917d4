package io.millrace.models.training.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void aConstantRateStays() {
    assertThat(LearningRate.constant(0.1).at(7, 3, 10, 9)).isEqualTo(0.1);
  }

  @Test
  void aCosineFallsOverTheEpochsOfTheTrainingOrItsOwn() {
    LearningRate planned = LearningRate.cosine(0.1);
    assertThat(planned.at(0, 0, 10, 4)).isEqualTo(0.1);
    // Half way: 0.01 + 0.99 / 2.
    assertThat(planned.at(2, 0, 10, 4)).isEqualTo(0.0505, within(1e-12));
    assertThat(planned.at(4, 0, 10, 4)).isEqualTo(0.001, within(1e-12));
    LearningRate own = new LearningRate(0.1, new Decay.Cosine(0, 2), 0);
    assertThat(own.at(0, 5, 10, 99)).isEqualTo(0.1 * (1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(own.at(3, 0, 10, 99)).isZero();
  }

  @Test
  void exponentialsFallEvenlyAndStepsAtOnce() {
    LearningRate even = new LearningRate(0.1, new Decay.Exponential(0.25, 2), 0);
    assertThat(even.at(1, 0, 10, 9)).isEqualTo(0.05, within(1e-12));
    assertThat(even.at(2, 5, 10, 9)).isEqualTo(0.1 * Math.pow(0.25, 1.25), within(1e-12));
    LearningRate step = new LearningRate(0.1, new Decay.Step(0.5, 2), 0);
    assertThat(step.at(1, 9, 10, 9)).isEqualTo(0.1);
    assertThat(step.at(2, 0, 10, 9)).isEqualTo(0.05);
    assertThat(step.at(5, 0, 10, 9)).isEqualTo(0.025);
  }

  @Test
  void aWarmUpRisesInEqualParts() {
    LearningRate rate = LearningRate.constant(0.1).withWarmUp(0.5);
    assertThat(rate.at(0, 0, 10, 9)).isEqualTo(0.02, within(1e-12));
    assertThat(rate.at(0, 3, 10, 9)).isEqualTo(0.08, within(1e-12));
    assertThat(rate.at(0, 4, 10, 9)).isEqualTo(0.1, within(1e-12));
    assertThat(rate.at(1, 0, 10, 9)).isEqualTo(0.1);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> LearningRate.constant(0))
        .hasMessage("learningRate: 0.0 (expected: in 0..1)");
    assertThatThrownBy(() -> LearningRate.constant(0.1).withWarmUp(-1))
        .hasMessage("warmUp: -1.0 (expected: epochs >= 0)");
    assertThatThrownBy(() -> new Decay.Cosine(1.5, 0)).hasMessage("last: 1.5 (expected: 0.0..1.0)");
    assertThatThrownBy(() -> OptimizerSpec.adam(LearningRate.constant(0.1)).withClipNorm(-1))
        .hasMessage("clipNorm: -1.0 (expected: >= 0, 0 for none)");
  }
}
