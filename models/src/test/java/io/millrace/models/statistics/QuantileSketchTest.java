package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.Compat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuantileSketchTest {

  @Test
  void keepsTfdvsBlock() {
    assertThat(new QuantileSketch(0.01).block()).isEqualTo(2101);
  }

  @Test
  void isExactForFewValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : new double[] {5, 1, 4, 2, 3}) {
      sketch.add(value);
    }
    Quantiles quantiles = sketch.quantiles(4);
    assertThat(values(quantiles)).containsExactly(1, 2, 3, 4, 5);
    assertThat(quantiles.cumulative(4)).isEqualTo(5);
    assertThat(quantiles.median()).isEqualTo(3);
  }

  @Test
  void takesZerosOfBothSignsToBeOneWhateverTheirOrder() {
    QuantileSketch ascending = new QuantileSketch(0.01);
    QuantileSketch descending = new QuantileSketch(0.01);
    for (double value : new double[] {-1.5, -0.0, -0.0, 0.0, 2.5}) {
      ascending.add(value);
      descending.add(-value);
    }
    assertThat(ascending.quantiles(4).cumulative(2)).isEqualTo(4);
    assertThat(descending.quantiles(4).cumulative(2)).isEqualTo(4);
  }

  @Test
  void isExactForManyRowsOfFewValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (int i = 0; i < 1_000_000; i++) {
      sketch.add(i % 1000);
    }
    Quantiles quantiles = sketch.quantiles(1000);
    for (int r = 1; r < 1000; r++) {
      assertThat(quantiles.value(r)).isBetween(r - 1.0, r + 0.0);
      assertThat(quantiles.cumulative(r)).isEqualTo((quantiles.value(r) + 1) * 1000);
    }
  }

  @Test
  void keepsRanksWithinEpsilonOfOneMillionDistinctValues() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    double[] values = shuffled(1_000_000);
    for (double value : values) {
      sketch.add(value);
    }
    assertRanksWithin(sketch, values.length, 0.01);
    assertThat(sketch.quantiles(10).value(0)).isEqualTo(0);
    assertThat(sketch.quantiles(10).value(10)).isEqualTo(999_999);
  }

  @Test
  void keepsRanksWithinEpsilonWhenMergedFromManyParts() {
    double[] values = shuffled(300_000);
    QuantileSketch merged = new QuantileSketch(0.01);
    int from = 0;
    for (int part = 1; from < values.length; part++) {
      QuantileSketch sketch = new QuantileSketch(0.01);
      int to = Math.min(values.length, from + part * 137);
      for (int i = from; i < to; i++) {
        sketch.add(values[i]);
      }
      merged.merge(sketch);
      from = to;
    }
    assertThat(merged.totalWeight()).isEqualTo(values.length);
    assertRanksWithin(merged, values.length, 0.01);
  }

  @Test
  void countsWeights() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    sketch.add(1, 0.5);
    sketch.add(2, 3);
    sketch.add(1, 0.5);
    sketch.add(7, 0);
    Quantiles quantiles = sketch.quantiles(2);
    assertThat(values(quantiles)).containsExactly(1, 2, 2);
    assertThat(quantiles.cumulative(0)).isEqualTo(1);
    assertThat(quantiles.cumulative(2)).isEqualTo(4);
  }

  /**
   * Expected: the published algorithm, written a second time in Python and run on these numbers.
   */
  @Test
  void givesTfdvsQuantilesOfManyDistinctValues() {
    QuantileSketch sketch = new QuantileSketch(0.01, Compat.TFDV);
    for (long number : congruential(60_000, 42)) {
      sketch.add(number % 1_000_003);
    }
    Quantiles quantiles = sketch.quantiles(10);
    assertThat(values(quantiles))
        .containsExactly(
            26, 98219, 199857, 300690, 399665, 499375, 600320, 702606, 803496, 901031, 999965);
    assertThat(cumulative(quantiles))
        .containsExactly(1, 6013, 12023, 18012, 24025, 30023, 36025, 42013, 48019, 54023, 60000);
  }

  @Test
  void givesTfdvsQuantilesOfFractionalWeights() {
    QuantileSketch sketch = new QuantileSketch(0.01, Compat.TFDV);
    long[] values = congruential(20_000, 7);
    long[] weights = congruential(20_000, 9);
    for (int i = 0; i < values.length; i++) {
      double[] value = {values[i] % 100_003 / 7.0};
      sketch.addAll(value, new double[] {weights[i] % 1000 / 250.0}, 1);
    }
    Quantiles quantiles = sketch.quantiles(10);
    double[] sevenths = {4, 10096, 19707, 30049, 40063, 49980, 60232, 70465, 80273, 90075, 99995};
    for (int i = 0; i <= 10; i++) {
      assertThat(quantiles.value(i)).isEqualTo(sevenths[i] / 7);
    }
    assertThat(quantiles.cumulative(0)).isEqualTo(3);
    assertThat(quantiles.cumulative(5)).isCloseTo(20028.04, within(1e-6));
    assertThat(quantiles.cumulative(10)).isCloseTo(40040.44, within(1e-6));
  }

  /** One of eight is kept, so none is farther off than the next one that is. */
  @Test
  void compressesSixteenThousandValuesOnce() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    sketch.addAll(shuffled(16_384), 16_384);
    Quantiles quantiles = sketch.quantiles(1000);
    for (int r = 0; r <= 1000; r++) {
      assertThat(quantiles.value(r)).isCloseTo(r * 16.384, within(8.0));
    }
  }

  @Test
  void compressesLaterAfterBeingReadToo() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    sketch.addAll(shuffled(10_000), 10_000);
    QuantileSketch asTfdv = new QuantileSketch(0.01, Compat.TFDV);
    asTfdv.addAll(shuffled(10_000), 10_000);
    double[] more = shuffled(5_000);
    for (QuantileSketch before : List.of(sketch, asTfdv)) {
      QuantileSketch read = copied(before);
      before.addAll(more, more.length);
      read.addAll(more, more.length);
      assertThat(values(read.quantiles(1000))).isEqualTo(values(before.quantiles(1000)));
    }
    assertThat(sketch.bytes()).isEqualTo(8 * 16_384);
    assertThat(asTfdv.bytes()).isGreaterThan(8 * 2 * 2101);
  }

  @Test
  void takesFewKilobytesOnceShrunkAndKeepsItsRanks() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    double[] values = shuffled(400_000);
    for (int i = 0; i < values.length; i++) {
      sketch.add(values[i]);
      if (i == 20_000) {
        sketch.shrink();
      }
    }
    assertThat(sketch.bytes()).isLessThan(16_000);
    assertThat(sketch.totalWeight()).isEqualTo(values.length);
    assertRanksWithin(sketch, values.length, 0.01);
    QuantileSketch merged = new QuantileSketch(0.01);
    merged.merge(sketch);
    merged.merge(sketch);
    assertThat(merged.bytes()).isLessThan(16_000);
    assertRanksWithin(merged, values.length, 0.01);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("even", 0.001, (random, i) -> random.nextDouble()),
        kind("around a middle", 0.001, (random, i) -> random.nextGaussian() * 10 + 50),
        kind("of many magnitudes", 0.001, (random, i) -> Math.exp(random.nextGaussian() * 2)),
        kind("far out", 0.001, (random, i) -> Math.tan(Math.PI * random.nextDouble())),
        kind("integers", 0.001, (random, i) -> random.nextInt(100_000)),
        kind("often one", 0.001, (random, i) -> random.nextInt(3) == 0 ? 1 : random.nextDouble()),
        kind("mostly zero", 0.001, (random, i) -> Math.max(0, random.nextGaussian() - 0.7)),
        kind("prices", 0.001, (random, i) -> price(random)),
        kind("ascending", 0.001, (random, i) -> i),
        kind("moving slowly", 0.001, (random, i) -> random.nextGaussian() + i / 1e5),
        kind("moving at times", 0.001, (random, i) -> random.nextGaussian() + 3 * (i / 150_000)),
        kind("ever closer", 0.001, (random, i) -> random.nextGaussian() * Math.exp(-i / 1e5)));
  }

  /** One in five is 9.99, one in twenty a whole number up to 100; the others are any. */
  private static double price(Random random) {
    int one = random.nextInt(20);
    double any = Math.rint(100 * Math.exp(2 + random.nextGaussian())) / 100;
    return one < 4 ? 9.99 : one == 4 ? random.nextInt(100) : any;
  }

  private static Arguments kind(
      String name, double error, BiFunction<Random, Integer, ? extends Number> number) {
    return Arguments.of(name, error, number);
  }

  /** Half of epsilon is certain; of numbers like these, a tenth is. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void findsQuantilesOfNumbersOfAnyKind(
      String name, double error, BiFunction<Random, Integer, ? extends Number> number)
      throws IOException {
    Random random = new Random(13);
    double[] numbers = new double[400_000];
    Arrays.setAll(numbers, i -> number.apply(random, i).doubleValue());
    QuantileSketch sketch = new QuantileSketch(0.01);
    addInParts(sketch, numbers);
    QuantileSketch merged = new QuantileSketch(0.01);
    for (int part = 0; part < 2; part++) {
      QuantileSketch half = new QuantileSketch(0.01);
      addInParts(half, Arrays.copyOfRange(numbers, part * 200_000, (part + 1) * 200_000));
      merged.merge(copied(half));
    }

    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    assertFinds(sketch, sorted, error);
    assertFinds(merged, sorted, error);
    sketch.shrink();
    assertFinds(sketch, sorted, 0.01);
  }

  private static void addInParts(QuantileSketch sketch, double[] numbers) {
    for (int from = 0; from < numbers.length; from += 1000) {
      sketch.addAll(Arrays.copyOfRange(numbers, from, from + 1000), 1000);
    }
  }

  /** Each quantile is one of the numbers, and off by no more than {@code error} of the ranks. */
  private static void assertFinds(QuantileSketch sketch, double[] sorted, double error) {
    assertThat(sketch.totalWeight()).isEqualTo(sorted.length);
    assertThat(sketch.range().min()).isEqualTo(sorted[0]);
    assertThat(sketch.range().max()).isEqualTo(sorted[sorted.length - 1]);
    Quantiles quantiles = sketch.quantiles(1000);
    assertThat(quantiles.value(0)).isEqualTo(sorted[0]);
    assertThat(quantiles.value(1000)).isEqualTo(sorted[sorted.length - 1]);
    for (int r = 0; r <= 1000; r++) {
      int first = Arrays.binarySearch(sorted, quantiles.value(r));
      assertThat(first).isNotNegative();
      int last = first;
      while (first > 0 && sorted[first - 1] == sorted[first]) {
        first--;
      }
      while (last + 1 < sorted.length && sorted[last + 1] == sorted[last]) {
        last++;
      }
      double rank = r * (sorted.length / 1000.0);
      double off = Math.max(0, Math.max(first - rank, rank - last - 1));
      assertThat(off / sorted.length).isLessThanOrEqualTo(error);
    }
  }

  @Test
  void takesWeightsOfNumbersThatWereCountedInCells() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    addInParts(sketch, shuffled(300_000));
    for (double value : shuffled(100_000)) {
      sketch.add(value, 2);
    }
    assertThat(sketch.totalWeight()).isEqualTo(500_000);
    // Two fifths of the weight, and a third of the rest, are below 100,000.
    assertThat(sketch.quantiles(10).value(3)).isCloseTo(50_000, within(500.0));
    assertThat(sketch.quantiles(10).value(6)).isCloseTo(100_000, within(1_000.0));
    assertThat(sketch.quantiles(10).value(8)).isCloseTo(200_000, within(1_000.0));
  }

  /** Levels alone would take 300,000 bytes. */
  @Test
  void keepsOneSetOfCellsHoweverManyNumbersThereAre() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    addInParts(sketch, shuffled(200_000));
    long before = sketch.bytes();
    for (int i = 0; i < 20; i++) {
      addInParts(sketch, shuffled(200_000));
    }
    assertThat(sketch.bytes()).isLessThan(before + 100_000);
    QuantileSketch read = copied(sketch);
    addInParts(sketch, shuffled(50_000));
    addInParts(read, shuffled(50_000));
    assertThat(bytes(read)).isEqualTo(bytes(sketch));
  }

  /** With this epsilon TFDV's buffer is as large as ours. */
  @Test
  void neverCountsInCellsWhereTfdvsQuantilesAreAskedFor() {
    double epsilon = 18 / 8191.0;
    QuantileSketch sketch = new QuantileSketch(epsilon, Compat.TFDV);
    assertThat(sketch.block()).isEqualTo(8192);
    // As evenly spread as numbers can be, so that cells would suit them.
    double[] numbers = new double[1_000_000];
    Arrays.setAll(numbers, i -> i * 0.6180339887498949 % 1);
    addInParts(sketch, Arrays.copyOf(numbers, 300_000));
    long before = sketch.bytes();
    addInParts(sketch, numbers);
    assertThat(sketch.bytes()).isGreaterThan(before + 200_000);
  }

  @Test
  void sortsAnyNumbers() {
    NumberSort sort = new NumberSort();
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 48, 49, 1000}) {
      double[] numbers = new double[size];
      double[] weights = new double[size];
      for (int i = 0; i < size; i++) {
        double number = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
        numbers[i] =
            switch (i % 10) {
              case 0 -> random.nextInt(50) - 25;
              case 1 -> (float) number;
              case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
              case 3 -> Double.MIN_VALUE;
              default -> number;
            };
        weights[i] = numbers[i] * 2;
      }
      double[] expected = numbers.clone();
      Arrays.sort(expected);
      sort.sort(numbers, null, size);
      assertThat(numbers(sort)).containsExactly(expected);
      sort.sort(numbers, weights, size);
      assertThat(numbers(sort)).containsExactly(expected);
      for (int i = 0; i < size; i++) {
        assertThat(sort.weight(i)).isEqualTo(expected[i] * 2);
      }
    }
  }

  @Test
  void sortsNumbersManyOfWhichAreZero() {
    NumberSort sort = new NumberSort();
    Random random = new Random(4);
    for (int sign : new int[] {-1, 0, 1}) {
      double[] numbers = new double[2000];
      for (int i = 0; i < numbers.length; i++) {
        double number = random.nextGaussian();
        double zero = random.nextBoolean() ? 0.0 : -0.0;
        numbers[i] = i % 3 > 0 ? zero : sign == 0 ? number : sign * Math.abs(number);
      }
      double[] expected = Arrays.stream(numbers).map(number -> number + 0.0).sorted().toArray();
      sort.sort(numbers, null, numbers.length);
      assertThat(numbers(sort)).containsExactly(expected);
    }
  }

  private static double[] numbers(NumberSort sort) {
    double[] numbers = new double[sort.size()];
    Arrays.setAll(numbers, i -> NumberSort.numberOf(sort.key(i)));
    return numbers;
  }

  @Test
  void isNotChangedByReading() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : shuffled(10_000)) {
      sketch.add(value);
    }
    byte[] before = bytes(sketch);
    sketch.quantiles(100);
    new QuantileSketch(0.01).merge(sketch);
    assertThat(bytes(sketch)).isEqualTo(before);
  }

  /** Several threads may add the same sketch to theirs, so not even its arrays may change. */
  @Test
  void leavesASketchWithoutWeightsAloneWhenItIsMergedWithOneThatHasSome() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    QuantileSketch weighted = new QuantileSketch(0.01);
    for (double value : shuffled(10_000)) {
      sketch.add(value);
      weighted.add(value, 0.5);
    }
    long before = sketch.bytes();
    weighted.merge(sketch);
    assertThat(weighted.totalWeight()).isEqualTo(15_000);
    assertThat(sketch.bytes()).isEqualTo(before);
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    QuantileSketch sketch = new QuantileSketch(0.01);
    for (double value : shuffled(50_000)) {
      sketch.add(value);
    }
    sketch.add(Double.NEGATIVE_INFINITY);
    QuantileSketch read = copied(sketch);
    sketch.add(4);
    read.add(4);
    assertThat(values(read.quantiles(1000))).isEqualTo(values(sketch.quantiles(1000)));
    assertThat(bytes(read)).isEqualTo(bytes(sketch));
  }

  @Test
  void refusesWhatItCannotCount() {
    QuantileSketch sketch = new QuantileSketch(0.01);
    assertThatThrownBy(() -> sketch.add(Double.NaN)).hasMessage("value: NaN (expected: a number)");
    assertThatThrownBy(() -> sketch.add(1, -1)).hasMessageContaining("weight: -1.0");
    assertThatThrownBy(() -> sketch.quantiles(2)).hasMessageContaining("values: 0");
    assertThatThrownBy(() -> sketch.merge(new QuantileSketch(0.02)))
        .hasMessage("epsilon: 0.02 (expected: 0.01)");
    assertThatThrownBy(() -> new QuantileSketch(0)).hasMessageContaining("epsilon: 0.0");
  }

  /** The values are 0..n-1, so a value is its own rank. */
  private static void assertRanksWithin(QuantileSketch sketch, int n, double epsilon) {
    Quantiles quantiles = sketch.quantiles(1000);
    for (int r = 0; r <= 1000; r++) {
      double rank = (double) r * n / 1000;
      assertThat(Math.abs(quantiles.value(r) - rank)).isLessThanOrEqualTo(epsilon * n);
    }
  }

  private static double[] shuffled(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> i);
    Random random = new Random(7);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  /** Knuth's MMIX generator, which is easily written in any language; the upper 31 bits. */
  private static long[] congruential(int n, long seed) {
    long[] numbers = new long[n];
    long state = seed;
    for (int i = 0; i < n; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      numbers[i] = state >>> 33;
    }
    return numbers;
  }

  private static double[] cumulative(Quantiles quantiles) {
    double[] cumulative = new double[quantiles.size()];
    Arrays.setAll(cumulative, quantiles::cumulative);
    return cumulative;
  }

  private static double[] values(Quantiles quantiles) {
    double[] values = new double[quantiles.size()];
    Arrays.setAll(values, quantiles::value);
    return values;
  }

  private static QuantileSketch copied(QuantileSketch sketch) throws IOException {
    return QuantileSketch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(sketch))));
  }

  private static byte[] bytes(QuantileSketch sketch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sketch.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
