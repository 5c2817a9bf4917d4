package io.millrace.pipelines.cli;

import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.performance.ConfidenceBasedEstimator;
import io.millrace.models.drift.performance.DirectLossEstimator;
import io.millrace.models.drift.performance.Estimate;
import io.millrace.models.drift.performance.ReferenceBand;
import io.millrace.models.drift.performance.RowLoss;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.local.DriftFiles;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.PredictedRows;
import io.millrace.pipelines.local.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates how well a model does on rows without labels. */
@Command(
    name = "estimate",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Estimates a model's quality on predictions whose labels are not there yet.",
      "It learns from the first half of labelled reference rows; chunks of the second half say what"
          + " is usual. Rows have to fit into memory."
    },
    exitCodeOnExecutionException = 3,
    footer = {"", ExitCodes.DRIFT})
final class DriftEstimateCommand implements Callable<Integer> {
  private static final int BINS = 10;
  private static final int CATEGORIES = 100;

  /** What the model predicts. */
  private static final class Predicted {
    @Option(
        names = "--prediction",
        required = true,
        paramLabel = "NAME",
        description = "The column with the number that the model predicts.")
    private @Nullable String prediction;

    @Option(
        names = "--score",
        required = true,
        paramLabel = "NAME",
        description = "The column with the score, 0..1, of the class whose label is 1.")
    private @Nullable String score;
  }

  @Option(
      names = "--reference",
      arity = "1..*",
      required = true,
      paramLabel = "FILES",
      description = "Labelled rows with their predictions, in order of time.")
  private List<String> reference = List.of();

  @Option(
      names = "--current",
      arity = "1..*",
      required = true,
      paramLabel = "FILES",
      description = "Rows with predictions; an estimate for each of these.")
  private List<String> current = List.of();

  @ArgGroup(multiplicity = "1")
  private Predicted predicted = new Predicted();

  @Option(
      names = "--label",
      required = true,
      paramLabel = "NAME",
      description = "The column with the label; of classes, 0 or 1.")
  private String label = "";

  @Option(
      names = "--loss",
      defaultValue = "absolute",
      paramLabel = "absolute|squared|relative|squared_logarithmic",
      description = "What a wrong number costs (${DEFAULT-VALUE}).")
  private RowLoss loss = RowLoss.ABSOLUTE;

  @Option(
      names = "--threshold",
      defaultValue = "0.5",
      paramLabel = "SCORE",
      description = "The score from which on the class is predicted (${DEFAULT-VALUE}).")
  private double threshold;

  @Option(
      names = "--chunk",
      defaultValue = "500",
      paramLabel = "ROWS",
      description = "Rows of a chunk of the reference (${DEFAULT-VALUE}).")
  private int chunk;

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "NAME",
      description = "Columns that are no features, such as ids.")
  private Set<String> ignored = Set.of();

  @Mixin private FormatOptions format = new FormatOptions();
  @Mixin private JsonOption json = new JsonOption();

  /** Estimates for the rows {@code from} (in) to {@code to} (out). */
  private interface Estimator {
    List<Estimate> estimate(PredictedRows rows, int from, int to);
  }

  /** An estimate and what is usual; the band is null if the reference has too few chunks. */
  private record Line(
      String current, Estimate estimate, @Nullable ReferenceBand usual, boolean alarm) {}

  @Override
  public Integer call() throws Exception {
    if (chunk < 1) {
      throw new IllegalArgumentException("--chunk: " + chunk + " (expected: 1 or more)");
    }
    String column = predicted.score == null ? predicted.prediction : predicted.score;
    if (column == null) {
      throw new IllegalArgumentException("--prediction, --score: none (expected: one of them)");
    }
    GridCounts shares = shares(column);
    PredictedRows labelled = read("--reference", reference, shares, column, label);
    int half = labelled.rows() / 2;
    Estimator estimator = estimator(labelled, half);
    List<Line> lines = new ArrayList<>();
    for (String input : current) {
      PredictedRows rows = read("--current", List.of(input), shares, column, null);
      List<Estimate> estimates = estimator.estimate(rows, 0, rows.rows());
      for (int i = 0; i < estimates.size(); i++) {
        ReferenceBand usual = usual(estimator, labelled, half, i);
        double value = estimates.get(i).value();
        lines.add(new Line(input, estimates.get(i), usual, usual != null && usual.isAlarm(value)));
      }
    }
    if (!json.print(lines)) {
      print(lines);
    }
    return lines.stream().anyMatch(Line::alarm) ? 1 : 0;
  }

  /** The features of the reference, and how frequent each of their values is. */
  private GridCounts shares(String column) throws InputException {
    Set<String> without = new TreeSet<>(ignored);
    without.add(label);
    without.add(column);
    DriftFiles.Plan plan =
        new DriftFiles.Plan(
            TimeSpan.ALL, Set.of(), without, Slicing.none(), Season.NONE, BINS, CATEGORIES);
    return new DriftFiles(format.threads(), rows -> {})
        .reference(reference, format.reading("--reference", reference, Map.of()), plan)
        .counts()
        .whole()
        .all();
  }

  private PredictedRows read(
      String option, List<String> files, GridCounts shares, String column, @Nullable String labels)
      throws InputException {
    PredictedRows rows =
        PredictedRows.read(
            files,
            format.reading(option, files, Map.of()),
            format.threads(),
            shares,
            column,
            labels);
    if (rows.leftOut() > 0) {
      System.err.println(
          option + ": left out " + rows.leftOut() + " rows without a number to compare");
    }
    return rows;
  }

  private Estimator estimator(PredictedRows labelled, int half) {
    double[] predictions = labelled.predictions(0, half);
    double[] labels = labelled.labels(0, half);
    if (predicted.score == null) {
      DirectLossEstimator direct =
          DirectLossEstimator.fit(labelled.features(0, half), predictions, labels, loss);
      return (rows, from, to) ->
          direct.estimate(rows.features(from, to), rows.predictions(from, to));
    }
    boolean[] positive = new boolean[half];
    for (int i = 0; i < half; i++) {
      positive[i] = labels[i] > 0.5;
    }
    ConfidenceBasedEstimator byConfidence =
        ConfidenceBasedEstimator.fit(predictions, positive, threshold);
    return (rows, from, to) -> byConfidence.estimate(rows.predictions(from, to));
  }

  /** What is usual for the metric at this place, by the chunks of the reference's second half. */
  private @Nullable ReferenceBand usual(
      Estimator estimator, PredictedRows labelled, int half, int metric) {
    List<Double> values = new ArrayList<>();
    for (int from = half; from + chunk <= labelled.rows(); from += chunk) {
      values.add(estimator.estimate(labelled, from, from + chunk).get(metric).value());
    }
    double most = predicted.score == null ? Double.POSITIVE_INFINITY : 1;
    return ReferenceBand.of(values.stream().mapToDouble(Double::doubleValue).toArray(), 0, most);
  }

  private static void print(List<Line> lines) {
    Table table = new Table("CURRENT", "METRIC", "ESTIMATE", "BOUNDS", "USUAL", "ROWS", "");
    for (Line line : lines) {
      Estimate estimate = line.estimate();
      ReferenceBand usual = line.usual();
      table.row(
          line.current(),
          estimate.metric(),
          text("%.4g", estimate.value()),
          text("%.4g..%.4g", estimate.lower(), estimate.upper()),
          usual == null ? "too few chunks" : text("%.4g..%.4g", usual.lower(), usual.upper()),
          estimate.rows(),
          line.alarm() ? "ALARM" : "");
    }
    table.print(System.out);
    lines.stream()
        .map(line -> line.estimate().assumption())
        .distinct()
        .forEach(assumption -> System.out.println("This " + assumption + "."));
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
