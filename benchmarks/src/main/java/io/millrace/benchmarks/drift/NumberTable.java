package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import java.util.Locale;
import java.util.function.Supplier;

/** Delays on normal values whose mean changes, at the detectors' own settings. */
final class NumberTable {
  private NumberTable() {}

  static void print(Found found) {
    MarkdownTable table =
        new MarkdownTable(
            "", "FA", "δ=.25", ".5", "1", "2", "1 over 1000", "−1", "further alarms, δ=.25");
    for (Contestant contestant : Contestant.onNumbers()) {
      Supplier<ChangeDetector> detector = contestant::create;
      table.row(
          contestant.label(),
          Found.rate(found.falseAlarms("gaussian:0", detector)),
          found.suddenly("gaussian:0->0.25", 5000, detector),
          found.suddenly("gaussian:0->0.5", 5000, detector),
          found.suddenly("gaussian:0->1", 5000, detector),
          found.suddenly("gaussian:0->2", 5000, detector),
          found.incrementally("gaussian:0->1", 5000, detector),
          found.suddenly("gaussian:0->-1", 5000, detector),
          String.format(
              Locale.ROOT,
              "%.2f",
              found.furtherAlarms("gaussian:0", "gaussian:0->0.25", 5000, detector)));
    }
    table.print("Normal values, at the detectors' own settings");
  }
}
