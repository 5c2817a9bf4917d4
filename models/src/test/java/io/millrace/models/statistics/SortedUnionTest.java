package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SortedUnionTest {
  private final SplittableRandom random = new SplittableRandom(17);
  private final SortedUnion union = new SortedUnion();

  @Test
  void findsTheUnionOfAnySizes() {
    for (int aSize : new int[] {0, 1, 31, 32, 33, 100, 2101}) {
      for (int bSize : new int[] {0, 1, 32, 150, 2102}) {
        check(distinct(random.doubles(aSize)), distinct(random.doubles(bSize)));
      }
    }
  }

  @Test
  void findsTheUnionOfArraysThatShareNumbers() {
    for (int range : new int[] {60, 300, 3000, 100_000}) {
      double[] a = distinct(random.ints(2000, -range, range).asDoubleStream());
      double[] b = distinct(random.ints(2000, -range, range).asDoubleStream());
      check(a, b);
      check(a, a);
    }
  }

  @Test
  void findsTheUnionOfArraysThatLieApart() {
    double[] low = distinct(random.doubles(500, 0, 1));
    double[] high = distinct(random.doubles(500, 2, 3));
    double[] around =
        distinct(DoubleStream.concat(random.doubles(40, -2, -1), Arrays.stream(high)));
    check(low, high);
    check(high, low);
    check(low, around);
    check(around, high);
  }

  @Test
  void findsTheUnionOfTheGreatestAndSmallestNumbers() {
    double[] all =
        distinct(
            random
                .doubles(1000, -308, 308)
                .map(
                    exponent ->
                        Math.copySign(Math.pow(10, exponent), random.nextInt(-1, 1) + 0.5)));
    double[] ends =
        distinct(
            DoubleStream.concat(
                Arrays.stream(all),
                DoubleStream.of(
                    Double.NEGATIVE_INFINITY,
                    -Double.MAX_VALUE,
                    0,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    Double.POSITIVE_INFINITY)));
    check(all, ends);
    check(ends, all);
    check(ends, ends);
  }

  private static double[] distinct(DoubleStream numbers) {
    return numbers.sorted().distinct().toArray();
  }

  /** The union by definition: all numbers of both, and how many of each array are below them. */
  private void check(double[] a, double[] b) {
    double[] expected = distinct(DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)));
    union.find(keys(a), a.length, keys(b), b.length);
    assertThat(union.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(SortedUnion.first(union.places()[i])).isEqualTo(below(expected[i], a));
      assertThat(SortedUnion.second(union.places()[i])).isEqualTo(below(expected[i], b));
    }
    assertThat(SortedUnion.first(union.places()[expected.length])).isEqualTo(a.length);
    assertThat(SortedUnion.second(union.places()[expected.length])).isEqualTo(b.length);
  }

  private static long[] keys(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(NumberSort::keyOf).toArray();
  }

  private static int below(double number, double[] sorted) {
    int at = Arrays.binarySearch(sorted, number);
    return at < 0 ? ~at : at;
  }
}
