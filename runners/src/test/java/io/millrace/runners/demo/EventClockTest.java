package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventClockTest {

  private static final String WILD_PAST = "2008-12-31 23:49:36";
  private static final String WILD_FUTURE = "2088-01-24 00:25:39";

  @Test
  void wildDatesDoNotMoveItWhereverTheyStand() throws Exception {
    List<String> sane = hours("2018-01-0", 4);
    for (String wild : List.of(WILD_PAST, WILD_FUTURE)) {
      for (int at = 0; at <= sane.size(); at++) {
        List<String> times = new ArrayList<>(sane);
        times.add(at, wild);
        List<String> told = tell(TripList.tripsAt(times.toArray(String[]::new)));
        String expected = at == 0 ? null : sane.get(at - 1);
        List<String> others = new ArrayList<>(told);
        String here = others.remove(at);
        assertThat(others).as("%s at %d", wild, at).endsWith(sane.get(sane.size() - 1));
        assertThat(others).allMatch(t -> t.startsWith("2018-01-0"));
        if (expected != null) {
          assertThat(here).isEqualTo(expected);
          assertThat(others).isEqualTo(sane);
        }
      }
    }
  }

  @Test
  void itNeverGoesBack() throws Exception {
    assertThat(
            tell(
                TripList.tripsAt(
                    "2018-01-01 10:00:00", "2018-01-01 09:59:00", "2018-01-01 10:01:00")))
        .containsExactly("2018-01-01 10:00:00", "2018-01-01 10:00:00", "2018-01-01 10:01:00");
  }

  @Test
  void itCrossesAGapAndTakesSparseTrips() throws Exception {
    List<String> times = new ArrayList<>(hours("2018-01-0", 3));
    times.addAll(hours("2018-03-0", 3));
    assertThat(tell(TripList.tripsAt(times.toArray(String[]::new)))).isEqualTo(times);
    List<String> sparse = new ArrayList<>();
    for (int month = 1; month <= 9; month++) {
      sparse.add("2018-0" + month + "-03 12:00:00");
      sparse.add("2018-0" + month + "-21 12:00:00");
    }
    assertThat(tell(TripList.tripsAt(sparse.toArray(String[]::new)))).isEqualTo(sparse);
  }

  @Test
  void aTripWithoutATimeGetsTheTimeBefore() throws Exception {
    List<Trip> trips = new ArrayList<>(TripList.tripsAt("2018-01-01 10:00:00"));
    trips.add(Trip.unreadable("x"));
    trips.add(0, Trip.unreadable("y"));
    assertThat(tell(trips)).containsOnly("2018-01-01 10:00:00").hasSize(3);
    EventClock none = new EventClock(new TripList(List.of(Trip.unreadable("x"))));
    assertThat(none.next()).isNotNull();
    assertThat(none.millis()).isEqualTo(Trip.NO_TIME);
    assertThat(none.next()).isNull();
  }

  private static List<String> hours(String dayPrefix, int days) {
    List<String> times = new ArrayList<>();
    for (int day = 1; day <= days; day++) {
      for (int hour = 10; hour < 24; hour++) {
        times.add(dayPrefix + day + " " + hour + ":00:00");
      }
    }
    return times;
  }

  private static List<String> tell(List<Trip> trips) throws IOException {
    EventClock clock = new EventClock(new TripList(trips));
    List<String> times = new ArrayList<>();
    while (clock.next() != null) {
      times.add(TripTime.format(clock.millis()));
    }
    return times;
  }
}
