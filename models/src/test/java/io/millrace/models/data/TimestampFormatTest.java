package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {
  private static final String PLAIN = "yyyy-MM-dd HH:mm:ss";

  private final Random random = new Random(12);

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Z", "America/New_York", "Asia/Kathmandu"})
  void readsThePlainPatternLikeJava(String zone) throws Exception {
    for (int i = 0; i < 4_000; i++) {
      LocalDateTime time = randomTime();
      String text = time.toString().replace('T', ' ');
      text = text.length() == 16 ? text + ":00" : text;
      assertThat(parse(PLAIN, zone, text))
          .as(text)
          .isEqualTo(time.atZone(ZoneId.of(zone)).toInstant().toEpochMilli());
    }
  }

  /** Fields of any value, so that most are no date or no time. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin"})
  void takesExactlyTheDatesThatExist(String zone) throws Exception {
    int taken = 0;
    for (int i = 0; i < 4_000; i++) {
      int[] f = {2000 + random.nextInt(30), random.nextInt(14), random.nextInt(33)};
      int[] t = {random.nextInt(26), random.nextInt(62), random.nextInt(62)};
      String text =
          String.format(
              Locale.ROOT, "%04d-%02d-%02d %02d:%02d:%02d", f[0], f[1], f[2], t[0], t[1], t[2]);
      Long expected = null;
      try {
        LocalDateTime time =
            LocalDateTime.of(LocalDate.of(f[0], f[1], f[2]), LocalTime.of(t[0], t[1], t[2]));
        expected = time.atZone(ZoneId.of(zone)).toInstant().toEpochMilli();
        taken++;
      } catch (DateTimeException e) {
        // There is no such time.
      }
      assertThat(parseOrNull(PLAIN, zone, text)).as(text).isEqualTo(expected);
    }
    assertThat(taken).isBetween(200, 3_800);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-02-29 00:00:00",
        "2021-02-30 00:00:00",
        "2021-04-31 00:00:00",
        "2021-13-01 00:00:00",
        "0000-01-01 00:00:00",
        "2021-01-01 24:00:00",
        "2021-01-01 00:60:00",
        "2021-01-01 00:00:60",
        "2021/01/01 00:00:00",
        "2021-01-01T00:00:00",
        "2021-01-01 00:00:0a",
        "2021-01-01",
        ""
      })
  void refusesWhatIsNoTime(String text) {
    for (String zone : new String[] {"UTC", "Europe/Berlin"}) {
      assertThatThrownBy(() -> parse(PLAIN, zone, text))
          .isInstanceOf(UndecodableException.class)
          .hasMessage("\"" + text + "\" (expected: a time as " + PLAIN + ")");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy HH:mm, 31/12/2019 23:59, 2019-12-31T23:59:00Z",
    "MM/dd/yyyy hh:mm:ss a, 07/04/2020 12:05:00 AM, 2020-07-04T00:05:00Z",
    "uuuu-MM-dd'T'HH:mm:ss.SSS, 2020-02-29T01:02:03.456, 2020-02-29T01:02:03.456Z",
    "yyMMddHHmmss, 200102030405, 2020-01-02T03:04:05Z",
    "yyyy-MM-dd HH:mm:ss G, 2020-01-02 03:04:05 AD, 2020-01-02T03:04:05Z",
    "yyyy-MM-dd, 2020-01-02, 2020-01-02T00:00:00Z",
    "yyyy-MM-dd HH:mm:ss XXX, 2020-01-02 03:04:05 +02:00, 2020-01-02T01:04:05Z",
    "yyyy-MM-dd HH:mm VV, 2020-07-02 03:04 America/New_York, 2020-07-02T07:04:00Z",
  })
  void readsPatterns(String pattern, String text, Instant expected) throws Exception {
    assertThat(parse(pattern, "UTC", text)).isEqualTo(expected.toEpochMilli());
  }

  @Test
  void readsIsoTimesWithOffsetsLikeJava() throws Exception {
    for (int i = 0; i < 4_000; i++) {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60));
      OffsetDateTime time =
          randomTime().plusNanos(1_000_000L * random.nextInt(1000)).atOffset(offset);
      assertThat(parse("iso", "Asia/Tokyo", time.toString()))
          .as(time.toString())
          .isEqualTo(time.toInstant().toEpochMilli());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-02T03:04:05, 2020-01-02T08:04:05Z",
    "2020-01-02T03:04, 2020-01-02T08:04:00Z",
    "2020-01-02T03:04:05Z, 2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05+0200, 2020-01-02T01:04:05Z",
    "2020-01-02T03:04:05-02, 2020-01-02T05:04:05Z",
    "2020-01-02T03:04:05+0000, 2020-01-02T03:04:05Z",
    "' 2020-01-02T03:04:05Z ', 2020-01-02T03:04:05Z",
  })
  void readsIsoTimes(String text, Instant expected) throws Exception {
    assertThat(parse("iso", "America/New_York", text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2021-02-29T00:00:00Z",
    "iso, 2021-01-01T00:00:00+99:00",
    "iso, +999999999-12-31T23:59:59Z",
    "iso, 1609459200000",
    "epoch_millis, 2021-01-01T00:00:00Z",
    "epoch_millis, 1.5",
    "epoch_millis, 9223372036854775808",
    "epoch_seconds, 9223372036854775807",
    "epoch_seconds, -9223372036854776",
  })
  void refusesWhatDoesNotFitTheFormat(String pattern, String text) {
    assertThatThrownBy(() -> parse(pattern, "UTC", text))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining(text)
        .hasMessageEndingWith("(expected: a time as " + pattern + ")");
  }

  @Test
  void readsEpochsFromTextsAndNumbers() throws Exception {
    assertThat(parse("epoch_millis", "UTC", " -5 ")).isEqualTo(-5);
    assertThat(parse("epoch_seconds", "UTC", "9223372036854775")).isEqualTo(9223372036854775000L);
    assertThat(new TimestampFormat("epoch_millis", "UTC").parser().parse(7L)).isEqualTo(7);
    assertThat(new TimestampFormat("epoch_seconds", "UTC").parser().parse(-7L)).isEqualTo(-7000);
  }

  @Test
  void refusesNumbersThatAreNoTime() {
    assertThatThrownBy(() -> new TimestampFormat("epoch_seconds", "UTC").parser().parse(1L << 60))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("1152921504606846976 (expected: a time as epoch_seconds)");
    assertThatThrownBy(() -> new TimestampFormat(PLAIN, "UTC").parser().parse(2020L))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("2020 (expected: a time as yyyy-MM-dd HH:mm:ss)");
  }

  @Test
  void refusesPatternsAndZonesThatAreNone() {
    assertThatThrownBy(() -> new TimestampFormat("{", "UTC"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimestampFormat("", "UTC"))
        .hasMessage("pattern: empty (expected: a date-time pattern)");
    assertThatThrownBy(() -> new TimestampFormat("iso", "Mars/Base"))
        .isInstanceOf(DateTimeException.class);
  }

  private LocalDateTime randomTime() {
    long from = LocalDate.of(1, 1, 1).toEpochDay() * 86_400;
    long to = LocalDate.of(9999, 12, 31).toEpochDay() * 86_400;
    return LocalDateTime.ofEpochSecond(
        from + (long) (random.nextDouble() * (to - from)), 0, ZoneOffset.UTC);
  }

  private static @Nullable Long parseOrNull(String pattern, String zone, String text) {
    try {
      return parse(pattern, zone, text);
    } catch (UndecodableException e) {
      return null;
    }
  }

  private static long parse(String pattern, String zone, String text) throws UndecodableException {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return new TimestampFormat(pattern, zone).parser().parse(bytes, 1, bytes.length - 1);
  }
}
