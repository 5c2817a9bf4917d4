package io.millrace.runners.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The error month by month, with and without the loop, as text for a terminal. */
public final class MonthTable {

  private static final String ROW = "%-7s  %9s  %6s  %6s  %-10s  %s%n";

  private MonthTable() {}

  /** Renders the report: the months, what each promotion was worth, and the counts. */
  public static String render(DemoReport report) {
    StringBuilder out = new StringBuilder();
    out.append("Mean absolute percentage error of the predicted duration\n\n");
    row(out, "month", "trips", "static", "loop", "version", "what happened");
    for (DemoReport.Month month : report.months()) {
      row(
          out,
          month.month(),
          String.format(Locale.ROOT, "%,d", month.rows()),
          error(month.staticMape()),
          error(month.loopMape()),
          month.versions().stream().map(String::valueOf).collect(Collectors.joining(">")),
          events(month));
      month.refusals().forEach(reason -> out.append(" ".repeat(50)).append(reason).append('\n'));
    }
    row(
        out,
        "all",
        String.format(Locale.ROOT, "%,d", rows(report)),
        error(mean(report, true)),
        error(mean(report, false)),
        "",
        "");
    if (!report.promotions().isEmpty()) {
      out.append("\nPromotions, and the error in the month after\n\n");
      report.promotions().forEach(promotion -> out.append(promotion(promotion)).append('\n'));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%n%,d records in, %,d predicted, %,d dead letters, %,d duplicates, %,d labels;"
                + " %.0f s%n",
            report.recordsIn(),
            report.predicted(),
            report.deadLettered(),
            report.duplicates(),
            report.labels(),
            report.seconds()));
    return out.toString();
  }

  private static void row(StringBuilder out, Object... cells) {
    out.append(String.format(Locale.ROOT, ROW, cells).stripTrailing()).append('\n');
  }

  private static String events(DemoReport.Month month) {
    List<String> events = new ArrayList<>();
    add(events, month.alarms(), "alarm");
    add(events, month.trainings(), "training");
    add(events, month.promotions(), "promotion");
    add(events, month.refusals().size(), "refusal");
    return String.join(", ", events);
  }

  private static void add(List<String> events, int count, String what) {
    if (count > 0) {
      events.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }

  private static String promotion(DemoReport.Promotion promotion) {
    String line = promotion.at() + "  version " + promotion.version();
    if (promotion.replaces() == null) {
      return line + ", the first";
    }
    return line
        + " for "
        + promotion.replaces()
        + ": "
        + error(promotion.nextMonthMape())
        + ", had "
        + promotion.replaces()
        + " stayed: "
        + error(promotion.nextMonthMapeIfStayed());
  }

  private static long rows(DemoReport report) {
    return report.months().stream().mapToLong(DemoReport.Month::rows).sum();
  }

  /** Weighs the months by their trips; months without a measurement do not count. */
  private static @Nullable Double mean(DemoReport report, boolean ofStatic) {
    double sum = 0;
    long rows = 0;
    for (DemoReport.Month month : report.months()) {
      Double error = ofStatic ? month.staticMape() : month.loopMape();
      if (error != null) {
        sum += error * month.rows();
        rows += month.rows();
      }
    }
    return rows == 0 ? null : sum / rows;
  }

  private static String error(@Nullable Double mape) {
    return mape == null ? "-" : String.format(Locale.ROOT, "%.3f", mape);
  }
}
