package io.millrace.models.drift.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.drift.streams.Bernoulli;
import io.millrace.models.drift.streams.Gaussian;
import io.millrace.models.drift.streams.Level;
import io.millrace.models.drift.streams.ValueStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows of 100 values; a change begins within window 20, slow ones take ten windows. */
class PatternNamerTest {
  private static final int SEEDS = 30;
  private static final int CLEARLY = 27;
  private static final int SIZE = 100;
  private static final int WINDOWS = 40;
  private static final long WIDTH = 10 * SIZE;

  private static long at(int seed) {
    return 20 * SIZE + 10L * (seed % 10);
  }

  private static List<WindowStatistic> windows(ValueStream stream, int count, int size) {
    List<WindowStatistic> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] values = new double[size];
      for (int j = 0; j < size; j++) {
        values[j] = stream.next();
      }
      windows.add(WindowStatistic.of(3600L * i, values));
    }
    return windows;
  }

  private static @Nullable PatternFinding name(Level level, int seed, EarlierConcept... earlier) {
    return PatternNamer.name(windows(new Gaussian(level, seed), WINDOWS, SIZE), List.of(earlier));
  }

  private static boolean is(@Nullable PatternFinding finding, Pattern pattern) {
    return finding != null && finding.pattern() == pattern;
  }

  private static boolean isAround(
      @Nullable PatternFinding finding, Pattern pattern, int first, int last) {
    return finding != null
        && finding.pattern() == pattern
        && finding.onset() >= 3600L * first
        && finding.onset() <= 3600L * last;
  }

  @Test
  void namesSuddenChangesAndPlacesThem() {
    int right = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      PatternFinding finding = name(Level.sudden(0, 1, at(seed)), seed);
      right += isAround(finding, Pattern.SUDDEN, 19, 21) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(CLEARLY);
  }

  @Test
  void namesGradualChanges() {
    int right = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Level level = Level.gradual(0, 1, at(seed) + WIDTH / 2, WIDTH);
      right += is(name(level, seed), Pattern.GRADUAL) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(CLEARLY);
  }

  @Test
  void namesIncrementalChanges() {
    int right = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      PatternFinding finding = name(Level.incremental(0, 1, at(seed), WIDTH), seed);
      right += isAround(finding, Pattern.INCREMENTAL, 17, 23) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(CLEARLY);
  }

  @Test
  void namesWhatIsBack() {
    int right = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      EarlierConcept other = new EarlierConcept("2019", concept(-1, seed + 1000));
      EarlierConcept same = new EarlierConcept("2018", concept(1, seed + 2000));
      PatternFinding finding = name(Level.sudden(0, 1, at(seed)), seed, other, same);
      right += finding != null && "2018".equals(finding.earlier()) ? 1 : 0;
      assertThat(is(name(Level.sudden(0, 1, at(seed)), seed, other), Pattern.RECURRING)).isFalse();
    }
    assertThat(right).isGreaterThanOrEqualTo(CLEARLY);
  }

  private static WindowStatistic concept(double mean, long seed) {
    return windows(new Gaussian(Level.constant(mean), seed), 1, 500).get(0);
  }

  /** In an old concept's turn with a new one, whole windows at a time. */
  @Test
  void callsGoingToAndFroGradual() {
    Random random = new Random(4);
    List<WindowStatistic> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double level = i > 20 || i == 12 || i == 15 || i == 16 || i == 18 ? 1 : 0;
      double[] values = new double[SIZE];
      for (int j = 0; j < SIZE; j++) {
        values[j] = level + random.nextGaussian();
      }
      windows.add(WindowStatistic.of(i, values));
    }
    PatternFinding finding = Objects.requireNonNull(PatternNamer.name(windows, List.of()));
    assertThat(finding.pattern()).isEqualTo(Pattern.GRADUAL);
    assertThat(finding.onset()).isEqualTo(12);
    assertThat(finding.size()).isCloseTo(1, within(0.1));
  }

  @Test
  void saysWhatErrorsOfZeroAndOneCannotTell() {
    Bernoulli errors = new Bernoulli(Level.incremental(0.1, 0.4, 4000, 2000), 5);
    PatternFinding slow =
        Objects.requireNonNull(PatternNamer.name(windows(errors, 40, 200), List.of()));
    assertThat(slow.pattern()).isEqualTo(Pattern.GRADUAL);
    assertThat(slow.evidence()).contains("do not tell gradual from incremental");
    Bernoulli sudden = new Bernoulli(Level.sudden(0.1, 0.4, 4000), 5);
    PatternFinding step =
        Objects.requireNonNull(PatternNamer.name(windows(sudden, 40, 200), List.of()));
    assertThat(step.pattern()).isEqualTo(Pattern.SUDDEN);
    assertThat(step.onset()).isEqualTo(20 * 3600);
    assertThat(step.evidence()).startsWith("level 0.").contains("BIC above the best: step 0.0");
  }

  @Test
  void namesNothingWhereNothingChanged() {
    int named = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      named += name(Level.constant(0), seed) == null ? 0 : 1;
    }
    assertThat(named).isLessThanOrEqualTo(2);
    List<WindowStatistic> few =
        windows(new Gaussian(Level.sudden(0, 5, 150), 1), PatternNamer.LEAST_WINDOWS - 1, SIZE);
    assertThat(PatternNamer.name(few, List.of())).isNull();
    List<WindowStatistic> constant = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      constant.add(new WindowStatistic(i, 50, 3, 0));
    }
    assertThat(PatternNamer.name(constant, List.of())).isNull();
  }

  /** Days whose levels scatter by 0.3, three times what 100 values let expect. */
  @Test
  void countsScatterAmongWindowsAsLessEvidence() {
    Random random = new Random(6);
    List<WindowStatistic> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double level = 0.3 * random.nextGaussian() + (i < 15 ? 0 : 2);
      double[] values = new double[SIZE];
      for (int j = 0; j < SIZE; j++) {
        values[j] = level + random.nextGaussian();
      }
      windows.add(WindowStatistic.of(i, values));
    }
    PatternFinding finding = Objects.requireNonNull(PatternNamer.name(windows, List.of()));
    assertThat(finding.pattern()).isEqualTo(Pattern.SUDDEN);
    assertThat(finding.onset()).isEqualTo(15);
    assertThat(finding.evidence()).contains("times chance");
  }

  /** The shares of three categories go over to others, mixed, in ten windows of 300 rows. */
  @Test
  void readsCountsByTheirScores() {
    Random random = new Random(7);
    long[][] counts = new long[30][3];
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 300; j++) {
        double share = Math.max(0, Math.min(1, (i - 10) / 10.0));
        boolean fresh = random.nextDouble() < share;
        double draw = random.nextDouble();
        double first = fresh ? 0.1 : 0.7;
        counts[i][draw < first ? 0 : draw < first + 0.2 ? 1 : 2]++;
      }
    }
    BinScores scores = BinScores.between(counts[0], counts[29]);
    List<WindowStatistic> windows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      windows.add(scores.statistic(i, counts[i]));
    }
    PatternFinding finding = Objects.requireNonNull(PatternNamer.name(windows, List.of()));
    assertThat(finding.pattern()).isEqualTo(Pattern.GRADUAL);
    assertThat(finding.onset()).isBetween(8L, 13L);
  }
}
