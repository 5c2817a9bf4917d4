package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CyclicTimeTest {

  @Test
  void timeIsHourAndWeekdayAndTheirAngles() {
    Rows rows = Rows.of("y", ValueType.FLOAT);
    rows.at(Instant.parse("1970-01-01T06:00:00Z").toEpochMilli(), 1d); // Thursday
    rows.at(Instant.parse("2018-01-01T00:05:12Z").toEpochMilli(), 1d); // Monday
    rows.at(Instant.parse("1969-12-28T23:59:59Z").toEpochMilli(), 1d); // Sunday
    EncodedRows encoded = Encoding.encode(FeatureSpec.cyclicTime(0), rows.batches());
    assertThat(encoded.ids()).containsExactly(6, 3, 0, 0, 23, 6);
    assertThat(encoded.numbers()[0]).isEqualTo(1, within(1e-6f));
    assertThat(encoded.numbers()[1]).isEqualTo(0, within(1e-6f));
    // Thursday 6:00 is 3.25 days into the week.
    assertThat(encoded.numbers()[2])
        .isEqualTo((float) Math.sin(2 * Math.PI * 3.25 / 7), within(1e-6f));
  }

  @Test
  void dayOfYearAndMonthAreThoseOfTheCalendar() {
    Rows rows = Rows.of("y", ValueType.FLOAT);
    List<ZonedDateTime> times = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      // 1550 to 2390.
      long seconds = -13_000_000_000L + (long) (random.nextDouble() * 26_400_000_000L);
      times.add(Instant.ofEpochSecond(seconds).atZone(ZoneOffset.ofHours(-5)));
      rows.at(seconds * 1000, 1d);
    }
    CyclicTime transform =
        new CyclicTime(
            List.of(
                CyclicTime.Part.HOUR,
                CyclicTime.Part.WEEKDAY,
                CyclicTime.Part.DAY_OF_YEAR,
                CyclicTime.Part.MONTH),
            "-05:00",
            CyclicTime.Unit.MILLISECONDS,
            0);
    EncodedRows encoded = Encoding.encode(FeatureSpec.of("event_time", transform), rows.batches());
    for (int i = 0; i < times.size(); i++) {
      ZonedDateTime time = times.get(i);
      int[] ids = Arrays.copyOfRange(encoded.ids(), 3 * i, 3 * i + 3);
      assertThat(ids)
          .containsExactly(
              time.getHour(), time.getDayOfWeek().getValue() - 1, time.getMonthValue() - 1);
      int day = time.getDayOfYear() - 1;
      // The graph counts a 29 February in every year.
      double inYear =
          (time.toLocalDate().isLeapYear() || time.getMonthValue() < 3 ? day : day + 1)
              + time.toLocalTime().toSecondOfDay() / 86_400.0;
      assertThat(encoded.numbers()[6 * i + 4])
          .isEqualTo((float) Math.sin(2 * Math.PI * inYear / 365.25), within(1e-5f));
      assertThat(encoded.numbers()[6 * i + 5])
          .isEqualTo((float) Math.cos(2 * Math.PI * inYear / 365.25), within(1e-5f));
    }
  }

  @Test
  void aColumnOfTimesCanBeMissing() {
    // Sunday the first of November 2026, 12:30 UTC.
    long seconds = Instant.parse("2026-11-01T12:30:00Z").getEpochSecond();
    List<ColumnBatch> rows =
        Rows.of("t", ValueType.INT).add(seconds).add((Object) null).add(Long.MAX_VALUE).batches();
    CyclicTime transform =
        new CyclicTime(
            List.of(CyclicTime.Part.HOUR, CyclicTime.Part.WEEKDAY),
            "+02:00",
            CyclicTime.Unit.SECONDS,
            3);
    FeatureSpec feature = FeatureSpec.of("t", transform);
    EncodedRows encoded = Encoding.encode(feature, rows);
    assertThat(encoded.ids()).containsExactly(14, 6, 24, 7, 24, 7);
    assertThat(encoded.numbers()[0])
        .isEqualTo((float) Math.sin(2 * Math.PI * 14.5 / 24), within(1e-6f));
    assertThat(Arrays.copyOfRange(encoded.numbers(), 4, 12)).containsOnly(0);
  }
}
