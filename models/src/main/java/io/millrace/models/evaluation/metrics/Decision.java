package io.millrace.models.evaluation.metrics;

import java.io.Serializable;

/**
 * How predictions become classes, and figures of classes one figure: what precision, recall and F1
 * are parametrised by.
 *
 * @param threshold for yes and no: yes from this probability on; above 0 and below 1
 * @param averaging for several classes
 */
public record Decision(double threshold, Averaging averaging) implements Serializable {
  /** Yes from 0.5 on; the plain mean over several classes. */
  public static final Decision DEFAULT = new Decision(0.5, Averaging.MACRO);

  public Decision {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold: " + threshold + " (expected: above 0 and below 1)");
    }
  }

  StateKind<ConfusionTotals> state() {
    return new ConfusionTotals.Kind(threshold);
  }

  String name(String metric) {
    if (threshold != DEFAULT.threshold) {
      return metric + "@" + threshold;
    }
    return averaging.name(metric);
  }

  static Decision parse(String metric, String parameter) {
    Averaging averaging = Averaging.find(parameter);
    if (averaging != null) {
      return new Decision(DEFAULT.threshold, averaging);
    }
    if (parameter.isEmpty() || Character.isLetter(parameter.charAt(0))) {
      throw new IllegalArgumentException(
          metric + "@" + parameter + " (expected: macro, micro, weighted or a threshold)");
    }
    return new Decision(Parameters.share(metric, parameter), DEFAULT.averaging);
  }

  /** A figure of one class against the rest. */
  interface OneVsRest {
    /**
     * The figure.
     *
     * @param hits the weight of rows of the class for which it was predicted
     * @param predicted the weight of rows for which it was predicted
     * @param labelled the weight of rows of the class
     * @return NaN if it is not defined
     */
    double of(double hits, double predicted, double labelled);
  }

  /**
   * The figure of class 1 of two, or the average over several classes. In an average, a class that
   * neither occurs nor is predicted is left out, and one whose figure is not defined counts as 0,
   * as scikit-learn has it.
   */
  double value(ConfusionTotals totals, OneVsRest figure) {
    if (!totals.isDefined()) {
      return Double.NaN;
    }
    if (totals.classes() == 2) {
      return figure.of(totals.weight(1, 1), totals.predicted(1), totals.labelled(1));
    }
    return averaging == Averaging.MICRO ? micro(totals, figure) : mean(totals, figure);
  }

  private static double micro(ConfusionTotals totals, OneVsRest figure) {
    double hits = 0;
    for (int c = 0; c < totals.classes(); c++) {
      hits += totals.weight(c, c);
    }
    return figure.of(hits, totals.total(), totals.total());
  }

  private double mean(ConfusionTotals totals, OneVsRest figure) {
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < totals.classes(); c++) {
      double predicted = totals.predicted(c);
      double labelled = totals.labelled(c);
      if (predicted == 0 && labelled == 0) {
        continue;
      }
      double value = figure.of(totals.weight(c, c), predicted, labelled);
      double weight = averaging == Averaging.WEIGHTED ? labelled : 1;
      sum += weight * (Double.isNaN(value) ? 0 : value);
      weights += weight;
    }
    return sum / weights;
  }
}
