package io.millrace.models.drift.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiryaevRobertsTest {
  /** So many buckets of one value that none is put together with another in a short stream. */
  private static final Map<String, Object> EXACT = Map.of("arl", 1000, "row_buckets", 1000);

  /** Alarm@onset pairs from the formula over all places, in NumPy. */
  @ParameterizedTest
  @CsvSource({"1000, 511@495", "1001, 535@521", "1002, 335@305 527@500"})
  void sumsTheRatiosOfErrors(long seed, String alarms) {
    ChangeDetector detector = ChangeDetectors.create("shiryaev_roberts", EXACT);
    assertThat(alarmsWithOnset(detector, Streams.bernoulli(seed, 0.1, 0.3, 500, 1000)))
        .isEqualTo(List.of(alarms.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"1000, 543@498", "1001, 583@429", "1002, 543@522"})
  void sumsTheRatiosOfNumbersOnBothSides(long seed, String alarms) {
    ChangeDetector detector = ChangeDetectors.create("shiryaev_roberts_numbers", EXACT);
    assertThat(alarmsWithOnset(detector, Streams.gaussian(seed, -0.5, 500, 1000)))
        .isEqualTo(List.of(alarms.split(" ")));
  }

  /** With buckets put together it is as right and nearly as fast as without. */
  @Test
  void losesLittleToTheHistogram() {
    for (long seed = 1; seed <= 20; seed++) {
      double[] errors = Streams.bernoulli(seed, 0.1, 0.3, 1500, 2500);
      int exact =
          first(ChangeDetectors.create("shiryaev_roberts", Map.of("row_buckets", 1000)), errors);
      int coarse = first(ChangeDetectors.create("shiryaev_roberts", Map.of()), errors);
      assertThat(coarse).as("seed %s", seed).isBetween(exact - 32, exact + 32);
    }
  }

  /** The mean time to a false alarm is at least what was asked for, whatever the error rate. */
  @ParameterizedTest
  @CsvSource({"0.02", "0.1", "0.3", "0.7"})
  void keepsTheTimeBetweenFalseAlarms(double rate) {
    int alarms = 0;
    int length = 10_000;
    int runs = 40;
    for (int run = 0; run < runs; run++) {
      ChangeDetector detector = ChangeDetectors.create("shiryaev_roberts", Map.of("arl", 5000));
      alarms += Streams.alarms(detector, Streams.bernoulli(run, rate, rate, 0, length)).size();
    }
    assertThat((double) runs * length / alarms).isGreaterThan(5000);
  }

  @Test
  void looksDownWhenAsked() {
    double[] errors = Streams.bernoulli(1000, 0.3, 0.1, 3000, 5000);
    assertThat(first(ChangeDetectors.create("shiryaev_roberts", Map.of()), errors)).isEqualTo(-1);
    assertThat(
            first(
                ChangeDetectors.create("shiryaev_roberts", Map.of("direction", "decrease")),
                errors))
        .isBetween(3000, 3300);
  }

  private static int first(ChangeDetector detector, double[] values) {
    List<Integer> alarms = Streams.alarms(detector, values);
    return alarms.isEmpty() ? -1 : alarms.get(0);
  }

  private static List<String> alarmsWithOnset(ChangeDetector detector, double[] values) {
    List<String> alarms = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      detector.add(values[i]);
      if (detector.isChange()) {
        alarms.add(i + "@" + detector.estimatedOnset());
      }
    }
    return alarms;
  }
}
