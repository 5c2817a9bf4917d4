package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripMessagesTest {

  private static final List<String> FIELDS =
      List.of(
          "2",
          "2018-01-01 00:05:12",
          "2018-01-01 00:33:43",
          "1",
          "3.01",
          "1",
          "N",
          "114",
          "229",
          "1",
          "11.5",
          "0.5",
          "0.5",
          "2.56",
          "0.0",
          "0.3",
          "15.36",
          "");

  @Test
  void theRecordHasWhatIsKnownAtPickupAndTheLabelTheRest() {
    Trip trip = Trip.of(FIELDS);
    assertThat(TripMessages.record("t0000042", trip))
        .isEqualTo(
            "t0000042,2,2018-01-01 00:05:12,1,3.01,1,N,114,229,1,11.5,0.5,0.5,2.56,0.0,0.3,15.36,");
    assertThat(TripMessages.label("t0000042", trip))
        .isEqualTo("t0000042,2018-01-01 00:33:43,28.5167");
    int columns = TripMessages.RECORD_COLUMNS.split(",").length;
    assertThat(TripMessages.record("t0000042", trip).split(",", -1)).hasSize(columns);
    assertThat(TripMessages.LABEL_COLUMNS.split(",")).hasSize(3);
  }

  @Test
  void idsHaveSevenDigitsUntilTheyNeedMore() {
    assertThat(TripMessages.tripId(0)).isEqualTo("t0000000");
    assertThat(TripMessages.tripId(359_999)).isEqualTo("t0359999");
    assertThat(TripMessages.tripId(12_345_678)).isEqualTo("t12345678");
  }

  @Test
  void anUnreadableLineStaysAsItIsAndHasNoLabel() {
    Trip trip = Trip.unreadable("2018-01,2");
    assertThat(TripMessages.record("t0000001", trip)).isEqualTo("2018-01,2");
    assertThat(TripMessages.label("t0000001", trip)).isNull();
  }

  @Test
  void fieldsWithCommasAndQuotesAreQuoted() {
    String[] fields = FIELDS.toArray(String[]::new);
    fields[TripColumn.STORE_AND_FWD_FLAG.ordinal()] = "a,\"b\"";
    assertThat(TripMessages.record("t0000001", Trip.of(Arrays.asList(fields))))
        .contains(",1,\"a,\"\"b\"\"\",114,");
  }

  @Test
  void aDropoffBeforeThePickupIsANegativeDuration() {
    String[] fields = FIELDS.toArray(String[]::new);
    fields[TripColumn.DROPOFF_DATETIME.ordinal()] = "2018-01-01 00:04:12";
    assertThat(TripMessages.label("t0000001", Trip.of(Arrays.asList(fields))))
        .isEqualTo("t0000001,2018-01-01 00:04:12,-1.0");
  }

  @Test
  void timesAreReadToTheSecondOrNotAtAll() {
    long time = TripTime.parse("2020-02-29 23:59:58");
    assertThat(TripTime.format(time)).isEqualTo("2020-02-29 23:59:58");
    assertThat(TripTime.parse("2020-02-29T23:59:58.000")).isEqualTo(time);
    for (String wrong :
        List.of(
            "",
            "2020-02-29",
            "2019-02-29 00:00:00",
            "2020-02-29 24:00:00",
            "2020-02-29 23:59:58x",
            "2020-02-29 23:59:58.",
            "02/29/2020 11:59:58 PM",
            "20a0-02-29 23:59:58")) {
      assertThat(TripTime.parse(wrong)).as(wrong).isEqualTo(Trip.NO_TIME);
    }
  }
}
