package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.confidence.Interval;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints an evaluation for people: a line a slice and metric. */
final class EvaluationPrinter {
  private EvaluationPrinter() {}

  static void print(EvaluationReport report, boolean tables, PrintStream out) {
    boolean compared = report.baseline() != null;
    Table table =
        compared
            ? new Table(
                "SLICE", "ROWS", "METRIC", "VALUE", "INTERVAL", "BASELINE", "CHANGE", "INTERVAL")
            : new Table("SLICE", "ROWS", "METRIC", "VALUE", "INTERVAL");
    for (EvaluationReport.Slice slice : report.slices()) {
      String name = slice.slice();
      String rows = Long.toString(slice.rows());
      for (Map.Entry<String, EvaluationReport.Figure> metric : slice.metrics().entrySet()) {
        EvaluationReport.Figure figure = metric.getValue();
        List<String> cells = new ArrayList<>();
        cells.addAll(
            List.of(name, rows, metric.getKey(), number(figure.value()), range(figure.interval())));
        if (compared) {
          cells.addAll(
              List.of(
                  number(figure.baseline()),
                  number(figure.change()),
                  range(figure.changeInterval())));
        }
        table.row(cells.toArray());
        name = "";
        rows = "";
      }
    }
    table.print(out);
    if (report.unlabelled() + report.weightless() > 0) {
      out.printf(
          "Left out: %d rows without a label, %d without a weight.%n",
          report.unlabelled(), report.weightless());
    }
    if (tables) {
      report.slices().forEach(slice -> printTables(slice, out));
    }
    printGates(report, out);
  }

  private static void printTables(EvaluationReport.Slice slice, PrintStream out) {
    slice
        .tables()
        .forEach(
            (name, rows) -> {
              if (rows.isEmpty()) {
                return;
              }
              out.printf("%n%s of %s:%n", name, slice.slice());
              Table table =
                  new Table(
                      rows.get(0).keySet().stream()
                          .map(column -> column.toUpperCase(Locale.ROOT))
                          .toArray(String[]::new));
              rows.forEach(
                  row -> table.row(row.values().stream().map(EvaluationPrinter::number).toArray()));
              table.print(out);
            });
  }

  private static void printGates(EvaluationReport report, PrintStream out) {
    if (report.gates() == null) {
      return;
    }
    out.println();
    Table table = new Table("GATE", "PASSED", "REASON");
    for (GateResult gate : report.gates().results()) {
      table.row(gate.gate(), gate.passed() ? "yes" : "no", gate.reason());
    }
    table.print(out);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String range(@Nullable Interval interval) {
    return interval == null
        ? "-"
        : String.format(Locale.ROOT, "%.5g .. %.5g", interval.lower(), interval.upper());
  }
}
