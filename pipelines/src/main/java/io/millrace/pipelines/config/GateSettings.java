package io.millrace.pipelines.config;

import java.util.List;

/** What a challenger has to pass before it becomes the champion. */
public sealed interface GateSettings {

  /**
   * The challenger's error is lower than the champion's.
   *
   * @param minimumImprovement the least relative fall of the error: 0.02 is 2 %
   * @param confidence with which the error has fallen at all, above 0 and below 1
   */
  record BetterThanChampion(double minimumImprovement, double confidence) implements GateSettings {
    private static final Kind<Double> IMPROVEMENT =
        Kind.NUMBER.where(share -> share >= 0 && share < 1, "a number from 0 to below 1");
    private static final BetterThanChampion DEFAULT = new BetterThanChampion(0.02, 0.99);

    private static GateSettings read(Section gate) {
      return new BetterThanChampion(
          gate.optional("minimum_improvement", IMPROVEMENT, DEFAULT.minimumImprovement),
          gate.optional("confidence", Kind.SHARE, DEFAULT.confidence));
    }
  }

  /** The challenger's error is at most {@code bound}, in the metric's unit. */
  record MaximumError(ErrorMetric metric, double bound) implements GateSettings {
    private static GateSettings read(Section gate) {
      return new MaximumError(
          gate.required("metric", Kind.choice(ErrorMetric.class)),
          gate.required("bound", Kind.POSITIVE_NUMBER));
    }
  }

  /** At least this many rows were held out to compare on. */
  record MinimumRows(long rows) implements GateSettings {
    private static final MinimumRows DEFAULT = new MinimumRows(100);

    private static GateSettings read(Section gate) {
      return new MinimumRows(gate.required("rows", Kind.POSITIVE_LONG));
    }
  }

  /** The names of the gates. */
  enum Name {
    BETTER_THAN_CHAMPION,
    MAXIMUM_ERROR,
    MINIMUM_ROWS
  }

  static List<GateSettings> readAll(Section root) {
    List<Section> items = root.sections("gates");
    if (items == null) {
      return List.of(BetterThanChampion.DEFAULT, MinimumRows.DEFAULT);
    }
    if (items.isEmpty()) {
      root.problem("gates", "[]", "at least one gate, or no key for the usual ones");
    }
    return items.stream().map(GateSettings::read).toList();
  }

  private static GateSettings read(Section gate) {
    Name name = gate.requiredOrNull("gate", Kind.choice(Name.class));
    if (name == null) {
      gate.ignoreRest();
      return MinimumRows.DEFAULT;
    }
    return switch (name) {
      case BETTER_THAN_CHAMPION -> BetterThanChampion.read(gate);
      case MAXIMUM_ERROR -> MaximumError.read(gate);
      case MINIMUM_ROWS -> MinimumRows.read(gate);
    };
  }
}
