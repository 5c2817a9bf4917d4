package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NumberCellsTest {
  private static final int FIRST = 16_384;
  private static final double SHARE = 0.002;

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("even", Random::nextDouble),
        kind("around a middle", random -> random.nextGaussian() * 10 + 50),
        kind("around zero", random -> random.nextGaussian() * 1e-3),
        kind("negative", random -> -1 - random.nextDouble() * 1e9),
        kind("of many magnitudes", random -> Math.exp(random.nextGaussian() * 2)),
        kind("far out on both sides", random -> Math.tan(Math.PI * random.nextDouble())),
        kind("integers", random -> random.nextInt(100_000)),
        kind("often zero", random -> Math.max(0, random.nextGaussian() + 0.5)),
        kind("often one of a few", random -> often(random, random.nextDouble() * 100)),
        kind("with gaps", random -> random.nextInt(3000) / 7.0),
        kind("cents", random -> Math.rint(Math.exp(random.nextGaussian() + 2) * 100) / 100),
        kind("close to one", random -> 1 + random.nextDouble() * 1e-9));
  }

  private static Arguments kind(String name, ToDoubleFunction<Random> number) {
    return Arguments.of(name, number);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void knowsExactlyHowManyNumbersAreLess(String name, ToDoubleFunction<Random> number) {
    Random random = new Random(11);
    double[] numbers = numbers(number, random, 200_000);
    NumberCells cells = cells(numbers);
    double[] counted = counted(cells, numbers);

    assertThat(cells.size()).isBetween(1000, 8192);
    assertThat(cells.total()).isEqualTo(counted.length).isGreaterThan(199_800);
    Arrays.sort(counted);
    long before = 0;
    double last = Double.NEGATIVE_INFINITY;
    for (int cell = 0; cell < cells.size(); cell++) {
      double begin = cells.begin(cell) + 0.0; // not -0.0
      assertThat(begin).isGreaterThan(last);
      int at = Arrays.binarySearch(counted, begin);
      assertThat(at).isNotNegative();
      while (at > 0 && counted[at - 1] == begin) {
        at--;
      }
      assertThat(before).isEqualTo(at);
      int equal = 0;
      while (at + equal < counted.length && counted[at + equal] == begin) {
        equal++;
      }
      assertThat(cells.equal(cell)).isEqualTo(equal);
      assertThat(cells.count(cell) - equal).isBetween(0, (int) (SHARE * counted.length));
      last = begin;
      before += cells.count(cell);
    }
    assertThat(cells.range().min()).isEqualTo(counted[0]);
    assertThat(cells.range().max()).isEqualTo(counted[counted.length - 1]);
  }

  /** Nine of ten numbers are one of these. */
  private static double often(Random random, double other) {
    double[] few = {0, 1, 2.5, 50, 99.99};
    return random.nextInt(10) == 0 ? other : few[random.nextInt(few.length)];
  }

  @Test
  void leavesNumbersOutsideOfTheFirstOnesInTheirOrder() {
    NumberCells cells = cells(numbers(Random::nextDouble, new Random(1), FIRST));
    double[] others = new double[6];
    double[] more = {2, 0.5, Double.POSITIVE_INFINITY, -3, 0.25, Double.NEGATIVE_INFINITY};
    assertThat(cells.addAll(more, more.length, others)).isEqualTo(4);
    assertThat(Arrays.copyOf(others, 4))
        .containsExactly(2, Double.POSITIVE_INFINITY, -3, Double.NEGATIVE_INFINITY);
    assertThat(cells.total()).isEqualTo(FIRST + 2);
  }

  @Test
  void countsNoneIfThereWouldBeTooManyInACell() throws IOException {
    NumberCells cells = cells(numbers(Random::nextDouble, new Random(2), FIRST));
    double[] more = numbers(Random::nextDouble, new Random(3), 1000);
    for (int i = 100; i < 200; i++) {
      more[i] = 0.625 + i * 1e-9;
    }
    byte[] before = bytes(cells);
    assertThat(cells.addAll(more, more.length, new double[1000])).isEqualTo(-1);
    assertThat(bytes(cells)).isEqualTo(before);
  }

  @Test
  void takesZerosOfBothSignsToBeOne() {
    for (double zero : new double[] {0.0, -0.0}) {
      double[] numbers = numbers(Random::nextDouble, new Random(4), FIRST);
      numbers[5] = zero;
      NumberCells cells = cells(numbers);
      int before = cells.count(0);
      assertThat(cells.addAll(new double[] {-0.0, 0.0, -0.0}, 3, new double[3])).isZero();
      assertThat(cells.count(0)).isEqualTo(before + 3);
      assertThat(cells.range().zeros()).isEqualTo(4);
    }
  }

  @Test
  void suitsNeitherFewDifferentNumbersNorInfiniteOnes() {
    Random random = new Random(5);
    assertThat(of(numbers(any -> any.nextInt(20), random, FIRST))).isNull();
    assertThat(of(numbers(any -> Double.MIN_VALUE * any.nextInt(100_000), random, FIRST))).isNull();
    assertThat(of(numbers(any -> (any.nextDouble() - 0.5) * Double.MAX_VALUE * 2, random, FIRST)))
        .isNull();
    double[] infinite = numbers(Random::nextDouble, random, FIRST);
    infinite[77] = Double.NEGATIVE_INFINITY;
    assertThat(of(infinite)).isNull();
    infinite[77] = Double.POSITIVE_INFINITY;
    assertThat(of(infinite)).isNull();
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    double[] numbers = numbers(Random::nextGaussian, new Random(6), 50_000);
    NumberCells cells = cells(numbers);
    NumberCells read =
        NumberCells.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(cells))));
    assertThat(counted(read, numbers)).isEqualTo(counted(cells, numbers));
    assertThat(bytes(read)).isEqualTo(bytes(cells));
  }

  private static double[] numbers(ToDoubleFunction<Random> number, Random random, int size) {
    double[] numbers = new double[size];
    Arrays.setAll(numbers, i -> number.applyAsDouble(random));
    return numbers;
  }

  private static @Nullable NumberCells of(double[] numbers) {
    return NumberCells.of(numbers, FIRST, SHARE);
  }

  private static NumberCells cells(double[] numbers) {
    return Objects.requireNonNull(of(numbers));
  }

  /** Adds all but the first numbers to the cells; the numbers that are in these then. */
  private static double[] counted(NumberCells cells, double[] numbers) {
    double[] counted = Arrays.copyOf(numbers, numbers.length);
    int count = FIRST;
    double[] others = new double[5000];
    for (int from = FIRST; from < numbers.length; from += 5000) {
      double[] more = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + 5000));
      int left = cells.addAll(more, more.length, others);
      assertThat(left).isNotNegative();
      double[] outside = Arrays.copyOf(others, left);
      for (int i = 0, at = 0; i < more.length; i++) {
        if (at < left && outside[at] == more[i]) {
          at++;
        } else {
          counted[count++] = more[i];
        }
      }
    }
    return Arrays.copyOf(counted, count);
  }

  private static byte[] bytes(NumberCells cells) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    cells.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
