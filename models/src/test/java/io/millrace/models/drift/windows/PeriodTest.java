package io.millrace.models.drift.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    "HOUR, 2020-02-29T13:59:59.999Z, 2020-02-29T13:00:00Z, 2020-02-29T14:00:00Z, 2020-02-29T13",
    "DAY, 2020-02-29T13:59:59Z, 2020-02-29T00:00:00Z, 2020-03-01T00:00:00Z, 2020-02-29",
    "WEEK, 2020-03-01T23:59:59Z, 2020-02-24T00:00:00Z, 2020-03-02T00:00:00Z, 2020-02-24",
    "WEEK, 2020-03-02T00:00:00Z, 2020-03-02T00:00:00Z, 2020-03-09T00:00:00Z, 2020-03-02",
    "MONTH, 2020-02-29T13:59:59Z, 2020-02-01T00:00:00Z, 2020-03-01T00:00:00Z, 2020-02",
    "HOUR, 1969-12-31T23:59:59Z, 1969-12-31T23:00:00Z, 1970-01-01T00:00:00Z, 1969-12-31T23",
    "WEEK, 1969-12-28T23:00:00Z, 1969-12-22T00:00:00Z, 1969-12-29T00:00:00Z, 1969-12-22"
  })
  void isTheCalendars(Period period, String time, String start, String end, String label) {
    long from = period.start(Instant.parse(time).toEpochMilli());
    assertThat(Instant.ofEpochMilli(from)).isEqualTo(start);
    assertThat(Instant.ofEpochMilli(period.end(from))).isEqualTo(end);
    assertThat(period.label(from)).isEqualTo(label);
    assertThat(from + period.length(from).toMillis()).isEqualTo(period.end(from));
  }
}
