package io.millrace.models.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every metric has to keep, found through {@link Metrics}. */
class EveryMetricTest {

  static Collection<Metric<?>> metrics() {
    return Metrics.available().values();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void isARecordThatItsNameFindsAgain(Metric<?> metric) {
    assertThat(metric.getClass().isRecord()).isTrue();
    assertThat(metric.tasks()).isNotEmpty();
    assertThat(Metrics.create(metric.name())).isEqualTo(metric);
    assertThat(metric.state()).isEqualTo(metric.state());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  <S extends MetricState<S>> void isTheSameHoweverRowsAreSplitAndMerged(Metric<S> metric) {
    for (Task task : metric.tasks()) {
      Evaluated rows = SampleRows.of(task);
      double whole = SampleRows.value(metric, rows);
      SplittableRandom random = new SplittableRandom(5);
      for (int trial = 0; trial < 20; trial++) {
        int first = random.nextInt(rows.rows() + 1);
        int second = random.nextInt(first, rows.rows() + 1);
        S late = part(metric, rows, second, rows.rows());
        late.merge(metric.state().start());
        late.merge(part(metric, rows, 0, first));
        late.merge(part(metric, rows, first, second));
        assertThat(metric.value(late))
            .as("%s %s", metric.name(), task)
            .isCloseTo(whole, within(1e-9));
      }
    }
  }

  private static <S extends MetricState<S>> S part(
      Metric<S> metric, Evaluated rows, int from, int to) {
    S state = metric.state().start();
    state.add(rows, from, to);
    return state;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  <S extends MetricState<S>> void isTheSameAfterWritingAndReading(Metric<S> metric)
      throws IOException {
    for (Task task : metric.tasks()) {
      Evaluated rows = SampleRows.of(task);
      S written = part(metric, rows, 0, 40);
      S read = copy(metric, written);
      assertThat(metric.value(read)).isEqualTo(metric.value(written));
      read.merge(copy(metric, part(metric, rows, 40, rows.rows())));
      assertThat(metric.value(read)).isCloseTo(SampleRows.value(metric, rows), within(1e-9));
    }
  }

  private static <S extends MetricState<S>> S copy(Metric<S> metric, S state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.writeTo(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    S read = metric.state().read(in);
    assertThat(in.available()).isZero();
    return read;
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void countsARowOfWeightTwoAsTwoRows(Metric<?> metric) {
    for (Task task : metric.tasks()) {
      Evaluated rows = SampleRows.of(task);
      double[] weights = new double[rows.rows()];
      int[] doubled = new int[2 * rows.rows()];
      int count = 0;
      for (int row = 0; row < weights.length; row++) {
        weights[row] = 1 + row % 2;
        for (int copy = 0; copy <= row % 2; copy++) {
          doubled[count++] = row;
        }
      }
      double[] ones = new double[count];
      Arrays.fill(ones, 1);
      assertThat(SampleRows.value(metric, rows.withWeights(weights)))
          .isCloseTo(
              SampleRows.value(metric, rows.select(doubled, count).withWeights(ones)),
              within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  <S extends MetricState<S>> void isNotANumberWithoutRows(Metric<S> metric) {
    assertThat(metric.value(metric.state().start())).isNaN();
    assertThat(metric.value(part(metric, SampleRows.of(metric.tasks().iterator().next()), 3, 3)))
        .isNaN();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void forgivesNoPredictionThatIsNoNumber(Metric<?> metric) {
    for (Task task : metric.tasks()) {
      Evaluated rows = SampleRows.of(task);
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        for (double[] output : rows.predictions()) {
          output[7] = bad;
        }
        assertThat(Double.isFinite(SampleRows.value(metric, rows)))
            .as("%s %s %s", metric.name(), task, bad)
            .isFalse();
      }
    }
  }
}
