package io.millrace.pipelines.cli;

import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.models.drift.simulation.DetectionScore;
import io.millrace.models.drift.simulation.DriftShape;
import io.millrace.models.drift.simulation.Scenario;
import io.millrace.models.drift.simulation.Scenarios;
import io.millrace.models.drift.simulation.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries change detectors on streams whose changes are known. */
@Command(
    name = "simulate",
    sortOptions = false,
    description = {
      "Tells how fast, and how often falsely, detectors find a change that is known.",
      "Streams: bernoulli:0.1->0.3 (errors), gaussian:0->1, either with one level for none that"
          + " changes; or the errors of a naive Bayes classifier on sea, stagger, agrawal,"
          + " hyperplane, random_rbf, led, sine1, sine2, mixed, circles."
    })
final class DriftSimulateCommand implements Callable<Integer> {
  @Option(
      names = "--detector",
      split = ",",
      required = true,
      paramLabel = "NAME[:KEY=VALUE...]",
      description =
          "Detectors, such as adwin,cusum:mean=0.1:deviation=0.3. Names: ${COMPLETION-CANDIDATES}.",
      completionCandidates = DetectorNames.class)
  private List<String> detectors = List.of();

  @Option(names = "--stream", required = true, description = "The stream, see above.")
  private String stream = "";

  @Option(
      names = "--drift",
      defaultValue = "sudden",
      paramLabel = "sudden|gradual|incremental|recurring",
      description = "How the new concept comes (${DEFAULT-VALUE}).")
  private DriftShape.Kind kind = DriftShape.Kind.SUDDEN;

  @Option(
      names = "--at",
      defaultValue = "5000",
      paramLabel = "N",
      description = "Values before the change, and between changes (${DEFAULT-VALUE}).")
  private long at;

  @Option(
      names = "--width",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Values that a change takes that is not sudden (${DEFAULT-VALUE}).")
  private long width;

  @Option(
      names = "--length",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Values of a run (${DEFAULT-VALUE}).")
  private long length;

  @Option(names = "--runs", defaultValue = "100", description = "Runs (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1000",
      description = "Of the first run; the next ones have the next (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--tolerance",
      paramLabel = "N",
      description = "An alarm so many values after a change still found it (default: --at).")
  private @Nullable Long tolerance;

  @Option(names = "--reset", description = "Detectors forget everything when they found a change.")
  private boolean reset;

  @Mixin private JsonOption json = new JsonOption();

  /** The detectors' names, for the help. */
  static final class DetectorNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    DetectorNames() {
      super(ChangeDetectors.names());
    }
  }

  /** What one detector did; null where there is no change to find, or no false alarm. */
  private record Line(
      String detector,
      @Nullable Double delay,
      @Nullable Double missedRate,
      long falseAlarms,
      double falseAlarmsPerTenThousand,
      @Nullable Double meanTimeBetweenFalseAlarms,
      @Nullable Double meanTimeRatio,
      @Nullable Double f1) {

    static Line of(String detector, DetectionScore score) {
      return new Line(
          detector,
          finite(score.delay()),
          finite(score.missedRate()),
          score.falseAlarms(),
          score.falseAlarmsPerTenThousand(),
          finite(score.timeBetweenFalseAlarms()),
          finite(score.timeRatio()),
          finite(score.f1()));
    }

    private static @Nullable Double finite(double value) {
      return Double.isFinite(value) ? value : null;
    }
  }

  @Override
  public Integer call() throws Exception {
    boolean sudden = kind == DriftShape.Kind.SUDDEN || kind == DriftShape.Kind.RECURRING;
    Scenario scenario =
        Scenarios.create(stream, new DriftShape(kind, at, sudden ? 1 : width, length));
    Simulation simulation =
        new Simulation(scenario, runs, seed, tolerance == null ? at : tolerance, reset);
    List<Line> lines = new ArrayList<>();
    for (String detector : detectors) {
      String name = name(detector);
      Map<String, String> parameters = parameters(detector);
      lines.add(Line.of(detector, simulation.run(() -> ChangeDetectors.create(name, parameters))));
    }
    if (!json.print(Map.of("stream", stream, "runs", runs, "seed", seed, "detectors", lines))) {
      print(lines);
    }
    return 0;
  }

  private static String name(String detector) {
    int colon = detector.indexOf(':');
    return colon < 0 ? detector : detector.substring(0, colon);
  }

  private static Map<String, String> parameters(String detector) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String rest = detector.substring(name(detector).length());
    while (!rest.isEmpty()) {
      int end = rest.indexOf(':', 1);
      String pair = rest.substring(1, end < 0 ? rest.length() : end);
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--detector " + detector + ": " + pair + " (expected: KEY=VALUE)");
      }
      parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      rest = end < 0 ? "" : rest.substring(end);
    }
    return parameters;
  }

  private static void print(List<Line> lines) {
    Table table =
        new Table("DETECTOR", "DELAY", "MISSED", "FALSE", "FALSE/10K", "MTFA", "MTR", "F1");
    for (Line line : lines) {
      table.row(
          line.detector(),
          text("%.1f", line.delay()),
          text("%.2f", line.missedRate()),
          line.falseAlarms(),
          text("%.2f", line.falseAlarmsPerTenThousand()),
          text("%.0f", line.meanTimeBetweenFalseAlarms()),
          text("%.1f", line.meanTimeRatio()),
          text("%.3f", line.f1()));
    }
    table.print(System.out);
  }

  private static String text(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
