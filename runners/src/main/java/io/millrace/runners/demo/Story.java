package io.millrace.runners.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/**
 * What happens to the city's taxis from January 2018 to December 2020, month by month.
 *
 * <p>It is TLC's own story: a quiet half year; a third vendor; a surcharge and its column; a month
 * in which passengers are not counted; five columns that go missing together; lockdown, which comes
 * within the week from 16 March 2020; a slow recovery.
 */
final class Story {

  static final YearMonth FIRST = YearMonth.of(2018, 1);
  static final YearMonth LAST = YearMonth.of(2020, 12);

  private static final LocalDate DAY_BEFORE_LOCKDOWN = LocalDate.of(2020, 3, 15);
  private static final int DAYS_TO_LOCKDOWN = 7;
  private static final YearMonth APRIL_2020 = YearMonth.of(2020, 4);

  private final Map<YearMonth, Chapter> chapters = new HashMap<>();

  Story() {
    for (NamedCsvRecord row : DemoTable.rows("months.csv")) {
      chapters.put(YearMonth.parse(row.getField("month")), Chapter.of(row));
    }
  }

  /** Returns what holds on a day. */
  Chapter on(LocalDate day) {
    Chapter chapter = chapter(YearMonth.from(day));
    double share = lockdownBegun(day);
    return share > 0 ? chapter.towards(chapter(APRIL_2020), share) : chapter;
  }

  /** Returns how many trips there are on a day against the month's first days. */
  double trips(LocalDate day) {
    return 1 - 0.93 * lockdownBegun(day);
  }

  /** Returns how far lockdown has come in March 2020: 0 before the 16th, 1 from the 22nd. */
  private static double lockdownBegun(LocalDate day) {
    if (!day.isAfter(DAY_BEFORE_LOCKDOWN) || !YearMonth.from(day).isBefore(APRIL_2020)) {
      return 0;
    }
    int days = day.getDayOfMonth() - DAY_BEFORE_LOCKDOWN.getDayOfMonth();
    return Math.min(1, days / (double) DAYS_TO_LOCKDOWN);
  }

  private Chapter chapter(YearMonth month) {
    Chapter chapter = chapters.get(month);
    if (chapter == null) {
      throw new IllegalArgumentException(
          "month: " + month + " (expected: " + FIRST + " to " + LAST + ")");
    }
    return chapter;
  }

  /**
   * What holds in a month; all but the last two are shares of the month's trips.
   *
   * @param vendor1 of vendor 1; vendor 2 has the rest
   * @param vendor4 of vendor 4
   * @param fiveMissing without vendor, passengers, rate code, flag and payment type
   * @param passenger0 with no passenger
   * @param surchargeMissing without a congestion surcharge, which is not the same as one of 0
   * @param card paid by card; cash has the rest
   * @param noCharge not paid for
   * @param dispute paid under dispute
   * @param negativeFare voided: all amounts negative
   * @param pace speed against the usual, as a logarithm
   * @param lockdown how far the city is in lockdown, 0 to 1
   */
  record Chapter(
      double vendor1,
      double vendor4,
      double fiveMissing,
      double passenger0,
      double surchargeMissing,
      double card,
      double noCharge,
      double dispute,
      double negativeFare,
      double pace,
      double lockdown) {

    private static Chapter of(NamedCsvRecord row) {
      return new Chapter(
          DemoTable.number(row, "vendor_1"),
          DemoTable.number(row, "vendor_4"),
          DemoTable.number(row, "five_missing"),
          DemoTable.number(row, "passenger_0"),
          DemoTable.number(row, "surcharge_missing"),
          DemoTable.number(row, "card"),
          DemoTable.number(row, "no_charge"),
          DemoTable.number(row, "dispute"),
          DemoTable.number(row, "negative_fare"),
          DemoTable.number(row, "pace"),
          DemoTable.number(row, "lockdown"));
    }

    private Chapter towards(Chapter next, double share) {
      return new Chapter(
          mix(vendor1, next.vendor1, share),
          mix(vendor4, next.vendor4, share),
          mix(fiveMissing, next.fiveMissing, share),
          mix(passenger0, next.passenger0, share),
          mix(surchargeMissing, next.surchargeMissing, share),
          mix(card, next.card, share),
          mix(noCharge, next.noCharge, share),
          mix(dispute, next.dispute, share),
          mix(negativeFare, next.negativeFare, share),
          mix(pace, next.pace, share),
          mix(lockdown, next.lockdown, share));
    }

    private static double mix(double now, double next, double share) {
      return now + share * (next - now);
    }
  }
}
