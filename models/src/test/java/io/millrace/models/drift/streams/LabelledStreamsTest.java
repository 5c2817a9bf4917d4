package io.millrace.models.drift.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledStreamsTest {
  private static final int ROWS = 20_000;

  /** The share of class {@code label} in many rows. */
  private static double share(LabelledStream stream, int label) {
    double[] row = new double[stream.attributes()];
    int found = 0;
    for (int i = 0; i < ROWS; i++) {
      found += stream.next(row) == label ? 1 : 0;
    }
    return (double) found / ROWS;
  }

  /** The triangle below the line: θ²/200 up to 10, all but its corner beyond. */
  @ParameterizedTest
  @CsvSource({"0, 0.32", "1, 0.405", "2, 0.245", "3, 0.45125"})
  void seaHasTheSharesOfItsThresholds(int concept, double expected) {
    assertThat(share(new Sea(concept, 1), 1)).isCloseTo(expected, within(0.015));
  }

  /** 1/9; 1 − 2/3·2/3; 2/3. */
  @ParameterizedTest
  @CsvSource({"0, 0.1111", "1, 0.5556", "2, 0.6667"})
  void staggerHasTheSharesOfItsRules(int concept, double expected) {
    assertThat(share(new Stagger(concept, 1), 1)).isCloseTo(expected, within(0.015));
  }

  /**
   * The integral of the sine over 0..1 is 1 − cos 1; that of 0.5 + 0.3·sin 3πx is 0.5 + 0.2/π. Of
   * Mixed: P(both) + P(one)·P(below) = 1/4 + 1/2·(0.5 + 0.2/π).
   */
  @Test
  void curvesHaveTheSharesOfTheirIntegrals() {
    assertThat(share(new Sine(1, false, 1), 1)).isCloseTo(1 - Math.cos(1), within(0.015));
    assertThat(share(new Sine(1, true, 1), 1)).isCloseTo(Math.cos(1), within(0.015));
    assertThat(share(new Sine(2, false, 1), 1)).isCloseTo(0.5 + 0.2 / Math.PI, within(0.015));
    assertThat(share(new Mixed(false, 1), 1)).isCloseTo(0.5 + 0.1 / Math.PI, within(0.015));
    assertThat(share(new Mixed(true, 1), 1)).isCloseTo(0.5 - 0.1 / Math.PI, within(0.015));
  }

  /** Circles that lie inside of the square: πr². */
  @ParameterizedTest
  @CsvSource({"0, 0.0707", "1, 0.1257", "2, 0.1963"})
  void circlesHaveTheSharesOfTheirAreas(int concept, double expected) {
    assertThat(share(new Circles(concept, 1), 1)).isCloseTo(expected, within(0.01));
  }

  /** Function 1: ages 20..39 and 60..80 of 20..80, so 41 of 61. */
  @Test
  void agrawalSplitsByAgeFirst() {
    assertThat(share(new Agrawal(1, 1), 1)).isCloseTo(41.0 / 61, within(0.015));
  }

  /** Function 2: a range of 50,000 in 130,000 of the young and the middle-aged, as of the old. */
  @Test
  void agrawalSplitsBySalaryNext() {
    assertThat(share(new Agrawal(2, 1), 1)).isCloseTo(50.0 / 130, within(0.015));
  }

  /** Function 7 of three rows by hand. */
  @Test
  void agrawalHoldsIncomeAgainstLoan() {
    double[] row = new double[9];
    Agrawal people = new Agrawal(7, 5);
    for (int i = 0; i < 100; i++) {
      int label = people.next(row);
      assertThat(label == 1).isEqualTo(0.67 * (row[0] + row[1]) > 0.2 * row[8] + 20_000);
      assertThat(row[1] == 0).isEqualTo(row[0] >= 75_000);
    }
  }

  @Test
  void ledShowsDigitsWithTenPercentNoise() {
    Led clock = new Led(0, 3);
    double[] row = new double[24];
    double wrong = 0;
    for (int i = 0; i < ROWS; i++) {
      // The bottom is dark in 1, 4 and 7 only.
      int digit = clock.next(row);
      boolean lit = digit != 1 && digit != 4 && digit != 7;
      wrong += lit == (row[6] == 1) ? 0 : 1;
    }
    assertThat(wrong / ROWS).isCloseTo(0.1, within(0.01));
  }

  @Test
  void ledMovesItsSegments() {
    Led clock = new Led(7, 3);
    double[] row = new double[24];
    double wrong = 0;
    for (int i = 0; i < ROWS; i++) {
      int digit = clock.next(row);
      boolean lit = digit != 1 && digit != 4 && digit != 7;
      wrong += lit == (row[13] == 1) ? 0 : 1;
    }
    assertThat(wrong / ROWS).isCloseTo(0.1, within(0.01));
  }

  @Test
  void hyperplaneTurnsOnlyWhenTold() {
    double[] row = new double[4];
    Hyperplane fixed = new Hyperplane(4, 2, 0, 9);
    Hyperplane turning = new Hyperplane(4, 2, 0.001, 9);
    assertThat(share(fixed, 1)).isCloseTo(share(new Hyperplane(4, 0, 0.5, 9), 1), within(1e-12));
    assertThat(turning.attributes()).isEqualTo(4);
    assertThat(turning.next(row)).isBetween(0, 1);
    assertThat(share(turning, 1)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void centroidsStayInTheCubeWhileTheyMove() {
    RandomRbf moving = new RandomRbf(3, 3, 10, 0.01, 4);
    double[] row = new double[3];
    double[] sums = new double[3];
    for (int i = 0; i < ROWS; i++) {
      assertThat(moving.next(row)).isBetween(0, 2);
      for (int j = 0; j < 3; j++) {
        sums[j] += row[j];
      }
    }
    for (double sum : sums) {
      assertThat(sum / ROWS).isBetween(0.2, 0.8);
    }
  }

  /** The mean of the three classes at the peak of wave 1, 11: (6 + 2)/2, (6 + 2)/2, (2 + 2)/2. */
  @Test
  void waveformMixesItsWaves() {
    Waveform waves = new Waveform(2);
    double[] row = new double[21];
    double[] sums = new double[3];
    int[] counts = new int[3];
    for (int i = 0; i < ROWS; i++) {
      int label = waves.next(row);
      sums[label] += row[10];
      counts[label]++;
    }
    assertThat(sums[0] / counts[0]).isCloseTo(4, within(0.06));
    assertThat(sums[1] / counts[1]).isCloseTo(4, within(0.06));
    assertThat(sums[2] / counts[2]).isCloseTo(2, within(0.06));
  }

  @Test
  void noiseAndBalanceDoWhatTheySay() {
    LabelledStream balanced = new BalancedClasses(new Circles(0, 1), 2);
    assertThat(share(balanced, 1)).isCloseTo(0.5, within(0.015));
    LabelledStream noisy = new LabelNoise(new Circles(0, 1), 0.25, 3);
    assertThat(share(noisy, 1)).isCloseTo(0.0707 * 0.75 + 0.9293 * 0.25, within(0.015));
  }

  @Test
  void conceptsFollowEachOther() {
    LabelledStream sudden = sequence(0);
    double[] row = new double[2];
    int[] positives = new int[3];
    for (int i = 0; i < 3000; i++) {
      positives[i / 1000] += sudden.next(row) == 1 ? 1 : 0;
    }
    // Area 0.0707, 0.1257 and again 0.0707, of 1000 rows each: deviations of 8 and 10.
    assertThat(positives[0]).isBetween(40, 102);
    assertThat(positives[1]).isBetween(93, 158);
    assertThat(positives[2]).isBetween(40, 102);
  }

  /** The sequence of two constant classes shows the sigmoid itself. */
  @Test
  void joinsFollowTheSigmoid() {
    int[] after = new int[3];
    for (int seed = 0; seed < 2000; seed++) {
      LabelledStream joined =
          new ConceptSequence(List.of(new Always(0), new Always(1)), 100, 40, seed);
      double[] row = new double[1];
      for (int i = 0; i < 121; i++) {
        int label = joined.next(row);
        if (i % 20 == 0 && i >= 80) {
          after[(i - 80) / 20] += label;
        }
      }
    }
    // 1 / (1 + e^2), 1/2 and 1 / (1 + e^-2).
    assertThat(after[0] / 2000.0).isCloseTo(0.1192, within(0.03));
    assertThat(after[1] / 2000.0).isCloseTo(0.5, within(0.04));
    assertThat(after[2] / 2000.0).isCloseTo(0.8808, within(0.03));
  }

  @Test
  void refusesConceptsThatThereAreNot() {
    assertThatThrownBy(() -> new Sea(4, 1)).hasMessage("concept: 4 (expected: 0..3)");
    assertThatThrownBy(() -> new ConceptSequence(List.of(new Sea(0, 1)), 10, 11, 1))
        .hasMessage("period, width: 10, 11 (expected: 0 <= width <= period)");
  }

  private static LabelledStream sequence(long width) {
    return new ConceptSequence(
        List.of(new Circles(0, 1), new Circles(1, 2), new Circles(0, 3)), 1000, width, 4);
  }

  private record Always(int label) implements LabelledStream {
    @Override
    public int attributes() {
      return 1;
    }

    @Override
    public int next(double[] row) {
      return label;
    }
  }
}
