package io.millrace.models.validation.distance;

import io.millrace.models.data.Compat;
import io.millrace.models.schema.ByteOrder;
import io.millrace.models.schema.ObservedFeature;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.tensorflow.metadata.v0.Histogram;
import org.tensorflow.metadata.v0.HistogramSelection;

/**
 * How far a feature is from what it is compared with, by the strings and histograms that the
 * statistics list; what they cut off is not seen.
 */
public final class Distances {
  private Distances() {}

  /**
   * The largest difference of the shares of any one string. 0 if neither has strings, as features
   * of numbers have not.
   */
  public static LabelDistance infinityNorm(ObservedFeature a, ObservedFeature b) {
    return largest(a.labels(), sum(a.labels()), b.labels(), sum(b.labels()));
  }

  /** The largest difference of the counts of any one string, over the sum of all counts. */
  public static LabelDistance normalizedAbsoluteDifference(ObservedFeature a, ObservedFeature b) {
    double sum = sum(a.labels()) + sum(b.labels());
    return largest(a.labels(), sum, b.labels(), sum);
  }

  /**
   * The Jensen-Shannon divergence to base 2, from 0 to 1; empty if the features are not both
   * strings or both numbers with values.
   *
   * @param source which histograms of numbers are compared
   */
  public static OptionalDouble jensenShannonDivergence(
      ObservedFeature a, ObservedFeature b, HistogramSelection source, Compat compat) {
    if (!a.labels().isEmpty() && !b.labels().isEmpty()) {
      return ofLabels(a.labels(), b.labels());
    }
    Histogram.HistogramType type =
        source.getType() == HistogramSelection.Type.QUANTILES
            ? Histogram.HistogramType.QUANTILES
            : Histogram.HistogramType.STANDARD;
    Histogram histogramOfA = a.histogram(type);
    Histogram histogramOfB = b.histogram(type);
    if (histogramOfA == null || histogramOfB == null) {
      return OptionalDouble.empty();
    }
    AlignedHistograms aligned = AlignedHistograms.of(histogramOfA, histogramOfB, compat);
    return JensenShannon.divergence(aligned.a(), aligned.b());
  }

  private static OptionalDouble ofLabels(Map<String, Double> a, Map<String, Double> b) {
    TreeSet<String> labels = union(a, b);
    double[] countsOfA = new double[labels.size()];
    double[] countsOfB = new double[labels.size()];
    int i = 0;
    for (String label : labels) {
      Double countOfA = a.get(label);
      Double countOfB = b.get(label);
      if ((countOfA != null && countOfA <= 0) || (countOfB != null && countOfB <= 0)) {
        return OptionalDouble.empty();
      }
      countsOfA[i] = countOfA == null ? 0 : countOfA;
      countsOfB[i] = countOfB == null ? 0 : countOfB;
      i++;
    }
    return JensenShannon.divergence(countsOfA, countsOfB);
  }

  private static LabelDistance largest(
      Map<String, Double> a, double sumOfA, Map<String, Double> b, double sumOfB) {
    LabelDistance largest = new LabelDistance("", 0);
    for (String label : union(a, b)) {
      double shareOfA = sumOfA == 0 ? 0 : a.getOrDefault(label, 0.0) / sumOfA;
      double shareOfB = sumOfB == 0 ? 0 : b.getOrDefault(label, 0.0) / sumOfB;
      double difference = Math.abs(shareOfA - shareOfB);
      if (difference >= largest.value()) {
        largest = new LabelDistance(label, difference);
      }
    }
    return largest;
  }

  private static TreeSet<String> union(Map<String, Double> a, Map<String, Double> b) {
    TreeSet<String> labels = new TreeSet<>(ByteOrder.STRINGS);
    labels.addAll(a.keySet());
    labels.addAll(b.keySet());
    return labels;
  }

  private static double sum(Map<String, Double> counts) {
    double sum = 0;
    for (double count : counts.values()) {
      sum += count;
    }
    return sum;
  }
}
