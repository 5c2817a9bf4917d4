package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Delays at one rate of false alarms: each detector's parameter is moved, by halving, to where it
 * finds most without exceeding the rate on any of the streams that do not change.
 */
final class EqualRateTable {
  private static final double MOST_FALSE_ALARMS = 0.1;
  private static final int HALVINGS = 9;

  private final Found found;

  EqualRateTable(Found found) {
    this.found = found;
  }

  void printOnErrors() {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "setting",
            "FA p=.1 / .3",
            ".1→.15",
            ".1→.2",
            ".1→.3",
            ".2→.5",
            ".2→.8",
            ".1→.3 over 1000");
    for (Contestant contestant : Contestant.onErrors()) {
      double share = tune(contestant, "bernoulli:0.1", "bernoulli:0.3");
      Supplier<ChangeDetector> detector = () -> contestant.create(share);
      table.row(
          contestant.label(),
          setting(contestant, share),
          Found.rate(found.falseAlarms("bernoulli:0.1", detector))
              + " / "
              + Found.rate(found.falseAlarms("bernoulli:0.3", detector)),
          found.suddenly("bernoulli:0.1->0.15", 5000, detector),
          found.suddenly("bernoulli:0.1->0.2", 5000, detector),
          found.suddenly("bernoulli:0.1->0.3", 5000, detector),
          found.suddenly("bernoulli:0.2->0.5", 5000, detector),
          found.suddenly("bernoulli:0.2->0.8", 1000, detector),
          found.incrementally("bernoulli:0.1->0.3", 5000, detector));
    }
    table.print("Errors of 0 and 1, at 0.1 false alarms in 10,000 or less");
  }

  void printOnNumbers() {
    MarkdownTable table =
        new MarkdownTable("", "setting", "FA", "δ=.25", ".5", "1", "2", "1 over 1000");
    for (Contestant contestant : Contestant.onNumbers()) {
      double share = tune(contestant, "gaussian:0");
      Supplier<ChangeDetector> detector = () -> contestant.create(share);
      table.row(
          contestant.label(),
          setting(contestant, share),
          Found.rate(found.falseAlarms("gaussian:0", detector)),
          found.suddenly("gaussian:0->0.25", 5000, detector),
          found.suddenly("gaussian:0->0.5", 5000, detector),
          found.suddenly("gaussian:0->1", 5000, detector),
          found.suddenly("gaussian:0->2", 5000, detector),
          found.incrementally("gaussian:0->1", 5000, detector));
    }
    table.print("Normal values, at 0.1 false alarms in 10,000 or less");
  }

  private double tune(Contestant contestant, String... streams) {
    double quiet = 0;
    double loud = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (quiet + loud) / 2;
      if (isQuiet(contestant, middle, streams)) {
        quiet = middle;
      } else {
        loud = middle;
      }
    }
    return quiet;
  }

  private boolean isQuiet(Contestant contestant, double share, String... streams) {
    for (String stream : streams) {
      if (found.falseAlarms(stream, () -> contestant.create(share)) > MOST_FALSE_ALARMS) {
        return false;
      }
    }
    return true;
  }

  private static String setting(Contestant contestant, double share) {
    return String.format(Locale.ROOT, "%s %.3g", contestant.tuned(), contestant.value(share));
  }
}
