package io.millrace.pipelines.cli;

import io.millrace.models.drift.FeatureVerdict;
import io.millrace.models.drift.Verdict;
import io.millrace.models.drift.multivariate.MultivariateResult;
import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.WindowVerdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what drift there is, for people. */
final class DriftPrinter {
  private final PrintStream out;

  DriftPrinter(PrintStream out) {
    this.out = out;
  }

  /** The columns that are not watched. */
  void unsuitable(Map<String, String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    Table table = new Table("NOT WATCHED", "WHY");
    columns.forEach(table::row);
    table.print(out);
    out.println();
  }

  /** Every verdict on a window. */
  void verdicts(WindowVerdict window, boolean details) {
    Table table =
        new Table(
            "FEATURE", "SLICE", "METHOD", "VALUE", "THRESHOLD", "BOUND", "P", "ROWS", "VERDICT");
    List<FeatureVerdict> verdicts = details ? window.details() : window.verdicts();
    for (FeatureVerdict verdict : verdicts) {
      table.row(
          verdict.feature(),
          Table.orDash(verdict.slice().isEmpty() ? null : verdict.slice()),
          verdict.measure(),
          number(verdict.value()),
          number(verdict.threshold()),
          number(verdict.bound()),
          number(verdict.pValue()),
          count(verdict.currentRows()),
          word(verdict.verdict()));
    }
    table.print(out);
    out.println();
  }

  /** A line a window. */
  void windows(List<WindowVerdict> windows) {
    Table table = new Table("WINDOW", "ROWS", "DRIFTED", "DATA SET", "ALARMS");
    for (WindowVerdict window : windows) {
      StringBuilder alarms = new StringBuilder();
      window
          .alarms()
          .forEach(
              change ->
                  alarms
                      .append(alarms.isEmpty() ? "" : ", ")
                      .append(change.stage().name().toLowerCase(Locale.ROOT))
                      .append(' ')
                      .append(subject(change.verdict().feature(), change.verdict().slice())));
      table.row(
          window.window(),
          count(window.rows()),
          window.dataset().drifted() + " of " + window.dataset().judged(),
          word(window.dataset().verdict()),
          alarms.isEmpty() ? "-" : alarms);
    }
    table.print(out);
    out.println();
  }

  /** The tests of rows as a whole, by window. */
  void multivariate(Map<String, List<MultivariateResult>> results) {
    Table table = new Table("WINDOW", "METHOD", "VALUE", "LOW", "HIGH", "P", "ROWS", "VERDICT");
    results.forEach(
        (window, tests) ->
            tests.forEach(
                test ->
                    table.row(
                        window,
                        test.method(),
                        number(test.value()),
                        number(test.low()),
                        number(test.high()),
                        number(test.pValue()),
                        count(test.m()),
                        word(test.isDrift() ? Verdict.DRIFT : Verdict.NO_DRIFT))));
    if (!results.isEmpty()) {
      table.print(out);
      out.println();
    }
  }

  /** The alarms, and how many there are. */
  void alarms(List<AlarmSpan> alarms, int windows) {
    if (!alarms.isEmpty()) {
      Table table = new Table("ALARM", "METHOD", "VALUE", "LIMIT", "RAISED", "CONFIRMED", "ENDED");
      for (AlarmSpan alarm : alarms) {
        table.row(
            subject(alarm.feature(), alarm.slice()),
            alarm.measure(),
            number(alarm.value()),
            number(alarm.limit()),
            alarm.raised(),
            Table.orDash(alarm.confirmed()),
            Table.orDash(alarm.ended()));
      }
      table.print(out);
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "%d alarm%s in %d window%s%n",
        alarms.size(),
        alarms.size() == 1 ? "" : "s",
        windows,
        windows == 1 ? "" : "s");
  }

  private static String subject(String feature, @Nullable String slice) {
    return slice == null || slice.isEmpty() ? feature : feature + " where " + slice;
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case DRIFT -> "drift";
      case NO_DRIFT -> "no drift";
      case INSUFFICIENT_DATA -> "too few rows";
    };
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3g", value) : "-";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
