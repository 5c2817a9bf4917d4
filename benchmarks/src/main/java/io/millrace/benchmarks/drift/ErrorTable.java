package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import java.util.function.Supplier;

/** Delays on errors whose rate changes, at the detectors' own settings. */
final class ErrorTable {
  private ErrorTable() {}

  static void print(Found found) {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "FA p=.1 / .3",
            ".1→.15",
            ".1→.2",
            ".1→.3",
            ".2→.5",
            ".2→.8",
            ".1→.3 over 1000",
            ".3→.1");
    for (Contestant contestant : Contestant.onErrors()) {
      Supplier<ChangeDetector> detector = contestant::create;
      table.row(
          contestant.label(),
          Found.rate(found.falseAlarms("bernoulli:0.1", detector))
              + " / "
              + Found.rate(found.falseAlarms("bernoulli:0.3", detector)),
          found.suddenly("bernoulli:0.1->0.15", 5000, detector),
          found.suddenly("bernoulli:0.1->0.2", 5000, detector),
          found.suddenly("bernoulli:0.1->0.3", 5000, detector),
          found.suddenly("bernoulli:0.2->0.5", 5000, detector),
          found.suddenly("bernoulli:0.2->0.8", 1000, detector),
          found.incrementally("bernoulli:0.1->0.3", 5000, detector),
          found.suddenly("bernoulli:0.3->0.1", 5000, detector));
    }
    table.print("Errors of 0 and 1, at the detectors' own settings");
  }
}
