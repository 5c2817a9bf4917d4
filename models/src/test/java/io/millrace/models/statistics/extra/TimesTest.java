package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.Column;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final StatisticsOptions SEMANTIC =
      StatisticsOptions.defaults().withEnableSemanticDomainStats(true);

  private final Times kind = new Times();

  @ParameterizedTest
  @CsvSource({
    "2018-11-30, time_domain, %Y-%m-%d",
    "20181130, time_domain, %Y%m%d",
    "11/30/18, time_domain, %m/%d/%y",
    "30-November-2018, time_domain, %d-%B-%Y",
    "23:59, time_of_day_domain, %H:%M",
    "23:59:58.123456, time_of_day_domain, %H:%M:%S.%f",
    "Fri Nov 30 10:47:02 2018, time_domain, %a %b %d %H:%M:%S %Y",
    "2018-11-30T23:59:58, time_domain, %Y-%m-%dT%H:%M:%S",
    "30/11/2018 7:05, time_domain, %d/%m/%Y %H:%M",
  })
  void findsTheFormatOfStrings(String value, String domain, String format) {
    assertThat(found(strings(repeated(value, 100))))
        .containsExactly(
            Map.entry("domain_info", domain + " {string_format: '" + format + "'}"),
            Map.entry("time_match_ratio", 1.0));
  }

  @ParameterizedTest
  @CsvSource({
    "7305, 5", // 1990-01-01 in days
    "21914, 5",
    "631152000, 1",
    "1893455999, 1",
    "1543572000000, 2",
    "1543572000000000, 3",
    "1543572000000000000, 4"
  })
  void findsTheUnitOfIntegers(long value, int format) {
    assertThat(found(ints(repeated(value, 100))))
        .containsEntry("domain_info", "time_domain {integer_format: " + format + "}");
  }

  @Test
  void numbersOutOfRangeAreNoTimes() {
    assertThat(found(ints(repeated(7304L, 100)))).isEmpty();
    assertThat(found(ints(repeated(1893456000L, 100)))).isEmpty();
  }

  /** Of 20 the first two numbers could be day or month; the other 80 settle it. */
  @Test
  void theFormatThatMostMatchWins() {
    Object[] rows = repeated("30/11/2018", 100);
    Arrays.fill(rows, 0, 20, "01/02/2018");
    assertThat(found(strings(rows)))
        .containsEntry("domain_info", "time_domain {string_format: '%d/%m/%Y'}")
        .containsEntry("time_match_ratio", 1.0);
  }

  @Test
  void fourInFiveMustMatchOfAHundredValues() {
    Object[] rows = repeated("2018-11-30", 100);
    Arrays.fill(rows, 0, 20, "n/a");
    assertThat(found(strings(rows))).containsEntry("time_match_ratio", 0.8);
    rows[20] = "n/a";
    assertThat(found(strings(rows))).isEmpty();
    assertThat(found(strings(repeated("2018-11-30", 99)))).isEmpty();
  }

  @Test
  void emptyStringsAndOtherTypesRuleItOut() {
    Object[] rows = repeated("2018-11-30", 200);
    rows[150] = "";
    assertThat(found(strings(rows))).isEmpty();
    assertThat(found(floats(repeated(1543572000.0, 100)))).isEmpty();
  }

  private Map<String, Object> found(Column column) {
    return Extras.custom(
        Extras.of(kind, SEMANTIC, new Table().with("time", column).batch()), "time");
  }

  private static Object[] repeated(Object value, int times) {
    Object[] rows = new Object[times];
    Arrays.fill(rows, value);
    return rows;
  }
}
