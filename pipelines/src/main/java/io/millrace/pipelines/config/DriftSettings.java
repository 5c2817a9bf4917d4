package io.millrace.pipelines.config;

import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.objectives.LabelTransform;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the world counts as changed.
 *
 * @param features the columns whose distribution is watched
 * @param window the event time that is compared with the reference; a multiple of the windows' size
 * @param threshold of the population stability index against the reference
 * @param confidence of the bound that sampling noise alone stays below, above 0 and below 1
 * @param minimumRows a drift window with fewer has no verdict
 * @param confirmations how many drifting windows, one behind the other, make an alarm
 * @param trainingFeatures the watched columns whose confirmed drift asks for training
 * @param slices the columns by which the watched columns are compared too, one or several crossed
 * @param season windows within one part of it are compared with that part of the reference
 * @param bins what a column's values are counted in
 * @param detectors what watches series of labelled examples' values
 * @param estimate whether quality is estimated before labels are there
 */
public record DriftSettings(
    List<String> features,
    Duration window,
    double threshold,
    double confidence,
    long minimumRows,
    int confirmations,
    List<String> trainingFeatures,
    ErrorDrift error,
    Alarms alarms,
    List<List<String>> slices,
    Season season,
    Bins bins,
    List<DetectorSettings> detectors,
    EstimateSettings estimate) {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(7);

  /**
   * The one-sided test of the model's error, window by window.
   *
   * @param slack the relative rise of the mean error that is tolerated: 0.2 is 20 %
   * @param cap the most that one window adds, in standard errors of the mean
   * @param threshold the sum at which the alarm is raised, in standard errors of the mean
   * @param minimumRows a window with fewer labels has no verdict
   */
  public record ErrorDrift(
      ErrorMeasure measure, double slack, double cap, double threshold, long minimumRows) {

    private static ErrorDrift read(Section error, LabelTransform labelTransform) {
      ErrorMeasure measure = error.orNull("measure", Kind.choice(ErrorMeasure.class));
      if (measure == null) {
        measure =
            labelTransform == LabelTransform.LOG ? ErrorMeasure.LOG_RATIO : ErrorMeasure.ABSOLUTE;
      }
      return new ErrorDrift(
          measure,
          error.optional("slack", Kind.NUMBER_FROM_ZERO, 0.2),
          error.optional("cap", Kind.POSITIVE_NUMBER, 3.0),
          error.optional("threshold", Kind.POSITIVE_NUMBER, 8.0),
          error.optional("minimum_rows", Kind.POSITIVE_LONG, 20L));
    }
  }

  /**
   * The bins that the bootstrap lays over the reference.
   *
   * @param numbers how many quantiles of a column of numbers
   * @param categories how many values of a column of strings have a bin of their own
   */
  public record Bins(int numbers, int categories) {
    private static final Kind<Integer> TWO_OR_MORE =
        Kind.INT.where(n -> n >= 2, "a whole number, 2 or above");

    private static Bins read(Section drift) {
      return new Bins(
          drift.optional("bins", TWO_OR_MORE, 10),
          drift.optional("categories", Kind.POSITIVE_INT, 50));
    }
  }

  /** The part of a cycle that windows are compared within. */
  public enum Season {
    NONE(null),
    HOUR_OF_DAY(Duration.ofHours(1)),
    DAY_OF_WEEK(Duration.ofDays(1)),
    HOUR_OF_WEEK(Duration.ofHours(1));

    private final @Nullable Duration part;

    Season(@Nullable Duration part) {
      this.part = part;
    }

    private static Season read(Section drift, Duration window) {
      Season season = drift.optional("season", Kind.choice(Season.class), NONE);
      Duration part = season.part;
      if (part != null && !window.multipliedBy(part.dividedBy(window)).equals(part)) {
        drift.problem(
            "season",
            Kind.written(season),
            "with drift.window a part of "
                + Kind.written(part)
                + "; it is "
                + Kind.written(window));
      }
      return season;
    }
  }

  /**
   * When drift becomes an alarm, and when it ends.
   *
   * @param control of false alarms over all columns and windows
   * @param falseShare the share of false alarms among all that is held
   * @param clearShare of the threshold that a column must fall below for its alarm to end
   * @param datasetShare the share of columns that drift from which on the data set does
   */
  public record Alarms(Control control, double falseShare, double clearShare, double datasetShare) {
    private static final Kind<Double> UP_TO_ONE =
        Kind.NUMBER.where(x -> x > 0 && x <= 1, "a number above 0, at most 1");

    /** How false alarms are held down. */
    public enum Control {
      ADDIS,
      SAFFRON,
      LORD,
      NONE
    }

    private static Alarms read(Section alarms) {
      return new Alarms(
          alarms.optional("control", Kind.choice(Control.class), Control.ADDIS),
          alarms.optional("false_share", Kind.SHARE, 0.05),
          alarms.optional("clear_share", UP_TO_ONE, 0.8),
          alarms.optional("dataset_share", UP_TO_ONE, 0.5));
    }
  }

  public DriftSettings {
    features = List.copyOf(features);
    trainingFeatures = List.copyOf(trainingFeatures);
    slices = slices.stream().map(List::copyOf).toList();
    detectors = List.copyOf(detectors);
  }

  /**
   * @param values the columns that are watched unless the section says otherwise
   * @param size of the windows that drift windows consist of
   * @param learning what the model learns
   */
  static DriftSettings read(
      Section drift,
      DeclaredColumns columns,
      List<String> values,
      Duration size,
      List<FeatureSpec> modelFeatures,
      LearningSettings learning) {
    List<String> named =
        drift.listOrNull(
            "features", columns.of(ColumnType.INT, ColumnType.FLOAT, ColumnType.STRING));
    List<String> watched = named == null ? values : named;
    Duration window = readWindow(drift, size);
    return new DriftSettings(
        watched,
        window,
        drift.optional("threshold", Kind.POSITIVE_NUMBER, 0.2),
        drift.optional("confidence", Kind.SHARE, 0.99),
        drift.optional("minimum_rows", Kind.POSITIVE_LONG, 200L),
        drift.optional("confirmations", Kind.POSITIVE_INT, 3),
        readTrainingFeatures(drift, named, watched, modelFeatures),
        ErrorDrift.read(drift.section("error"), learning.labelTransform()),
        Alarms.read(drift.section("alarms")),
        Slices.read(drift, "slices", columns),
        Season.read(drift, window),
        Bins.read(drift),
        DetectorSettings.readAll(drift, columns, learning.objective()),
        EstimateSettings.read(drift.section("estimate"), learning.objective()));
  }

  private static Duration readWindow(Section drift, Duration size) {
    drift.describe("window", Kind.POSITIVE_DURATION.noun(), Kind.written(DEFAULT_WINDOW));
    Duration named = drift.orNull("window", Kind.POSITIVE_DURATION);
    Duration window = named == null ? DEFAULT_WINDOW : named;
    boolean problemAlready = size.isZero() || (named == null && drift.has("window"));
    if (!problemAlready && !size.multipliedBy(window.dividedBy(size)).equals(window)) {
      drift.problem(
          "window",
          Kind.written(window),
          "a multiple of windows.size, which is " + Kind.written(size));
    }
    return window;
  }

  private static List<String> readTrainingFeatures(
      Section drift,
      @Nullable List<String> named,
      List<String> watched,
      List<FeatureSpec> modelFeatures) {
    // After a problem in drift.features every name is believed: one mistake, one problem.
    boolean unsure = drift.has("features") && named == null;
    Kind<String> kind =
        Kind.TEXT
            .where(name -> unsure || watched.contains(name), "a column that drift watches")
            .hinting(name -> Spelling.hint(name, watched));
    List<String> asking = drift.listOrNull("training_features", kind);
    if (asking != null) {
      return asking;
    }
    List<String> inputs =
        modelFeatures.stream().flatMap(feature -> feature.columns().stream()).toList();
    return watched.stream().filter(inputs::contains).toList();
  }
}
