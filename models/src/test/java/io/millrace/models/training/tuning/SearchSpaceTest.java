package io.millrace.models.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final Choice HIDDEN = new Choice("hidden", List.of("[32]", "[64, 32]"));
  private static final IntegerRange EPOCHS = new IntegerRange("epochs", 5, 8);
  private static final RealRange RATE = new RealRange("learning_rate", 1e-4, 1e-2, true);

  @Test
  void aPointIsWrittenAsInAConfiguration() {
    SearchSpace space = new SearchSpace(List.of(HIDDEN, EPOCHS, RATE));
    assertThat(space.written(List.of(1.0, 7.0, Math.log(1e-2))))
        .isEqualTo(Map.of("hidden", "[64, 32]", "epochs", "7", "learning_rate", "0.01"));
  }

  @Test
  void aLogarithmicRangeIsAsOftenBelowAsAboveItsGeometricMean() {
    SplittableRandom random = new SplittableRandom(1);
    int below = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = Double.parseDouble(RATE.written(RATE.draw(random)));
      assertThat(value).isBetween(1e-4, 1e-2);
      below += value < 1e-3 ? 1 : 0;
    }
    assertThat(below / 10_000.0).isCloseTo(0.5, within(0.02)); // four standard errors
  }

  @Test
  void everyWholeNumberIsDrawnIncludingBothEnds() {
    SplittableRandom random = new SplittableRandom(1);
    int[] counts = new int[4];
    for (int i = 0; i < 4000; i++) {
      counts[Integer.parseInt(EPOCHS.written(EPOCHS.draw(random))) - 5]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1150);
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    assertThatThrownBy(() -> new RealRange("l2", 0, 1, true))
        .hasMessage("l2: [0.0, 1.0] (expected: [least, greatest], both above 0)");
    assertThatThrownBy(() -> new RealRange("l2", 1, 1, false))
        .hasMessage("l2: [1.0, 1.0] (expected: [least, greatest])");
    assertThatThrownBy(() -> new IntegerRange("epochs", 3, 2))
        .hasMessage("epochs: [3, 2] (expected: [least, greatest])");
    assertThatThrownBy(() -> new Choice("hidden", List.of()))
        .hasMessage("hidden: no options (expected: at least one)");
    assertThatThrownBy(() -> new SearchSpace(List.of(EPOCHS, EPOCHS)))
        .hasMessage("parameters: epochs twice (expected: each once)");
    assertThatThrownBy(() -> new SearchSpace(List.of()))
        .hasMessage("parameters: none (expected: at least one)");
  }
}
