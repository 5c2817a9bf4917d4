package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.Histogram;

/** Cases whose numbers TFDV 1.21 gives too ({@code quantiles_util_test.py}). */
class HistogramsTest {

  static Stream<Arguments> quantilesCases() {
    return Stream.of(
        Arguments.of(
            new double[] {1, 60, 120, 180, 240, 300},
            new double[] {1, 60, 120, 180, 240, 300},
            new double[] {60, 60, 60, 60, 60}),
        Arguments.of(new double[] {1, 1, 1}, new double[] {2, 2, 2}, new double[] {1, 1}),
        Arguments.of(new double[] {1, 2, 2}, new double[] {1, 2, 2}, new double[] {1.5, 0.5}),
        Arguments.of(
            new double[] {1, 2, 2, 2, 3, 3, 4},
            new double[] {1, 34, 34, 34, 51, 51, 60},
            new double[] {12, 11, 11, 8.5, 8.5, 9}));
  }

  @ParameterizedTest
  @MethodSource("quantilesCases")
  void sharesCountsBetweenEqualBounds(double[] values, double[] cumulative, double[] counts) {
    Histogram histogram = QuantilesHistogram.of(new Quantiles(values, cumulative)).build();
    assertThat(histogram.getType()).isEqualTo(Histogram.HistogramType.QUANTILES);
    assertThat(counts(histogram)).containsExactly(counts, within(1e-9));
    assertThat(histogram.getBuckets(0).getLowValue()).isEqualTo(values[0]);
    assertThat(histogram.getBuckets(counts.length - 1).getHighValue())
        .isEqualTo(values[counts.length]);
  }

  static Stream<Arguments> standardCases() {
    double[] values = {1, 2, 3, 4, 5, 7};
    double[] cumulative = {2, 5, 7, 10, 12, 15};
    double most = Double.MAX_VALUE;
    return Stream.of(
        Arguments.of(values, cumulative, 1, new double[] {15}),
        Arguments.of(values, cumulative, 2, new double[] {10, 5}),
        Arguments.of(values, cumulative, 4, new double[] {6, 4, 2.75, 2.25}),
        Arguments.of(
            new double[] {1, 2, 2, 2, 3, 3, 4},
            new double[] {1, 34, 34, 34, 51, 51, 60},
            2,
            new double[] {38.25, 21.75}),
        Arguments.of(
            new double[] {5, 5, 5, 5, 5}, new double[] {3, 3, 3, 3, 3}, 10, new double[] {3}),
        Arguments.of(
            new double[] {-3.4e38, 1, 3.4e38},
            new double[] {1, 3, 5},
            3,
            new double[] {2, 5 / 3.0, 4 / 3.0}),
        // Half of the smallest number there is would be 0, and one and a half of it two.
        Arguments.of(
            new double[] {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE},
            new double[] {1.5, 3, 4.5},
            1,
            new double[] {4.5}),
        Arguments.of(new double[] {-most, 0, most}, new double[] {1, 3, 5}, 3, new double[] {}));
  }

  @ParameterizedTest
  @MethodSource("standardCases")
  void spreadsCountsOverEqualWidths(
      double[] values, double[] cumulative, int buckets, double[] counts) {
    Histogram histogram =
        StandardHistogram.of(
                new Quantiles(values, cumulative), values[0], values[values.length - 1], 0, buckets)
            .build();
    assertThat(histogram.getType()).isEqualTo(Histogram.HistogramType.STANDARD);
    assertThat(counts(histogram)).containsExactly(counts, within(1e-9));
  }

  @Test
  void givesAPointOnAnEdgeToTheBucketBelow() {
    Quantiles quantiles = new Quantiles(new double[] {0, 5, 5, 10}, new double[] {1, 8, 8, 10});
    Histogram histogram = StandardHistogram.of(quantiles, 0, 10, 0, 2).build();
    assertThat(counts(histogram)).containsExactly(8, 2);
  }

  private static double[] counts(Histogram histogram) {
    return histogram.getBucketsList().stream()
        .mapToDouble(Histogram.Bucket::getSampleCount)
        .toArray();
  }
}
