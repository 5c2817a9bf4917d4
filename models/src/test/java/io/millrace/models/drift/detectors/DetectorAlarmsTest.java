package io.millrace.models.drift.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The positions of all alarms on seeded streams. */
class DetectorAlarmsTest {

  /** 10,000 errors whose rate changes at 5000; the positions are those of MOA 2024.07.0. */
  @ParameterizedTest
  @CsvSource({
    "adwin, direction=increase, 1000, 0.1, 0.3, 5151 5183 5215 5311 5375",
    "adwin, direction=increase, 1001, 0.2, 0.5, 5087 5119 5279 5887",
    "adwin, direction=increase, 1000, 0.3, 0.1, ''",
    "ddm, '', 1000, 0.1, 0.3, 5769 7103 7171",
    "ddm, '', 1001, 0.2, 0.5, 186 5472",
    "ddm, '', 1002, 0.1, 0.3, 312 5178",
    "rddm, '', 1000, 0.1, 0.3, 291 603 1521 2962 5122 9462",
    "rddm, '', 1001, 0.1, 0.3, 5068 5070 5315 7680",
    "rddm, '', 1001, 0.2, 0.5, 252 5306 5387",
    "hddm_a, '', 1000, 0.2, 0.5, 3084 5094",
    "hddm_a, '', 1002, 0.1, 0.3, 1280 5112",
    "hddm_a, '', 1001, 0.3, 0.1, ''",
    "hddm_w, '', 1000, 0.1, 0.3, 5146 6999 8507",
    "hddm_w, '', 1001, 0.2, 0.5, 5036 5809 6076 9139 9472",
    "hddm_w, '', 1002, 0.3, 0.1, 1951 2725 3441",
    "stepd, direction=both, 1000, 0.3, 0.1, 3092 5280",
    "stepd, direction=both, 1001, 0.3, 0.1, 1820 5091 6648 7431 7691",
    "stepd, direction=both, 1001, 0.1, 0.3, 1738 5034 7653 9332",
    "ecdd, '', 1002, 0.2, 0.5, 1016 1280 1637 1728 1879 2514 3851 4071 4243 5028",
    "cusum, direction=increase deviation=1 allowance=0.005 threshold=50, 1001, 0.1, 0.3, 5268 8747",
    "cusum, direction=increase deviation=1 allowance=0.005 threshold=50, 1002, 0.2, 0.5, 5166",
  })
  void onErrorsAsMoaDoes(
      String name, String parameters, long seed, double before, double after, String alarms) {
    check(name, parameters, Streams.bernoulli(seed, before, after, 5000, 10_000), alarms);
  }

  /** The positions come from a direct transcription of each definition in NumPy. */
  @ParameterizedTest
  @CsvSource({
    "fhddm, '', 1000, 5149 7059",
    "fhddm, '', 1002, 5111",
    "eddm, '', 1000, 1362 2337 2761 5250 5513 6828 6993",
    "eddm, '', 1002, 339 816 5278 5431 5810 5932",
    "page_hinkley, direction=increase deviation=1 delta=0.005, 1000, 5260",
    "page_hinkley, direction=increase deviation=1 delta=0.005, 1001, 5268 8747",
  })
  void onErrorsAsDefined(String name, String parameters, long seed, String alarms) {
    check(name, parameters, Streams.bernoulli(seed, 0.1, 0.3, 5000, 10_000), alarms);
  }

  /** As above, on normal values whose mean moves by {@code shift} at {@code at}, twice as many. */
  @ParameterizedTest
  @CsvSource({
    "page_hinkley, deviation=1 delta=0.005, 1001, 1, 2000, 825 1592 2041",
    "page_hinkley, deviation=1 delta=0.005, 1002, -1, 2000, 1340 2024 2357",
    "gma, '', 1000, 1, 2000, 2037",
    "gma, '', 1001, 1, 2000, 2032",
    "cusum, '', 1000, 1, 2000, 2040",
    "cusum, '', 1001, -1, 2000, 2013",
    "bocpd, mean=0 deviation=1, 1000, 1, 500, 526",
    "bocpd, mean=0 deviation=1, 1001, 1, 500, 521",
    "kswin, '', 1000, 1, 500, 152 223 533 633 757",
    "kswin, '', 1001, 1, 500, 441 519",
  })
  void onNumbersAsDefined(
      String name, String parameters, long seed, double shift, int at, String alarms) {
    check(name, parameters, Streams.gaussian(seed, shift, at, 2 * at), alarms);
  }

  /** A frozen reference is still the reference after an alarm, so the alarm is repeated. */
  @Test
  void alarmsAgainAgainstAFrozenReference() {
    ChangeDetector detector = ChangeDetectors.create("cusum", Map.of("mean", 0, "deviation", 1));
    List<Integer> alarms = Streams.alarms(detector, Streams.gaussian(1000, 1, 2000, 4000));
    assertThat(alarms).startsWith(2016, 2048, 2078, 2108, 2138).hasSize(65);
  }

  private static void check(String name, String parameters, double[] values, String expected) {
    Map<String, String> given = new HashMap<>();
    for (String pair : parameters.isEmpty() ? new String[0] : parameters.split(" ")) {
      int equals = pair.indexOf('=');
      given.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    List<Integer> alarms =
        expected.isEmpty()
            ? List.of()
            : Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList();
    assertThat(Streams.alarms(ChangeDetectors.create(name, given), values)).isEqualTo(alarms);
  }
}
