package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tensorflow.metadata.v0.LiftSeries;
import org.tensorflow.metadata.v0.LiftStatistics;
import org.tensorflow.metadata.v0.RankHistogram;

/** Tells lift, by rows or by weight, in the order of TensorFlow Data Validation. */
final class LiftReport {
  private final LiftSettings settings;
  private final ValueTally labels;
  private final boolean weighted;
  private final double total;
  private final FeatureEntries entries;

  private LiftReport(
      LiftSettings settings,
      ValueTally labels,
      boolean weighted,
      double total,
      FeatureEntries entries) {
    this.settings = settings;
    this.labels = labels;
    this.weighted = weighted;
    this.total = total;
    this.entries = entries;
  }

  /** Tells lift by rows, of which there are so many. */
  static LiftReport byRows(
      LiftSettings settings, ValueTally labels, long total, FeatureEntries entries) {
    return new LiftReport(settings, labels, false, total, entries);
  }

  /** Tells lift by weight, of which there is so much. */
  static LiftReport byWeight(
      LiftSettings settings, ValueTally labels, double total, FeatureEntries entries) {
    return new LiftReport(settings, labels, true, total, entries);
  }

  /** Adds the lift of a feature, a series a label; nothing if it has no values. */
  void addTo(LiftStatistics.Builder lift, FeaturePath path, LiftCounts counts) {
    if (IntStream.range(0, counts.values().size()).anyMatch(id -> isTold(counts, id))) {
      IntStream.range(0, labels.size())
          .filter(label -> amount(labels, label) > 0)
          .boxed()
          .sorted(labels::compare)
          .forEach(label -> lift.addLiftSeries(series(path, counts, label)));
    }
  }

  /** A value of x, by its id, and its lift. */
  private record Lifted(int id, double lift) {}

  private LiftSeries series(FeaturePath path, LiftCounts counts, int label) {
    LiftSeries.Builder series = LiftSeries.newBuilder();
    if (weighted) {
      series.setWeightedYCount(labels.weight(label));
    } else {
      series.setYCount(labels.count(label));
    }
    String shown = setLabel(series, label);
    RankHistogram.Builder histogram = RankHistogram.newBuilder();
    ValueTally values = counts.values();
    for (Lifted lifted : told(counts, label)) {
      series.addLiftValues(value(counts, label, lifted));
      histogram.addBucketsBuilder().setLabel(values.text(lifted.id)).setSampleCount(lifted.lift);
    }
    if (settings.custom()) {
      entries.add(path, "Lift (Y=" + shown + ")", histogram);
    }
    return series.build();
  }

  /** The values to tell, the highest lift first, then in the order of the values. */
  private List<Lifted> told(LiftCounts counts, int label) {
    ValueTally values = counts.values();
    double share = amount(labels, label) / total;
    Comparator<Lifted> ascending =
        Comparator.comparingDouble(Lifted::lift)
            .thenComparing((a, b) -> values.compare(a.id, b.id));
    List<Lifted> all = new ArrayList<>();
    for (int id = 0; id < values.size(); id++) {
      double x = amount(values, id);
      if (isTold(counts, id)) {
        double both = weighted ? counts.pairs().weight(id, label) : counts.pairs().count(id, label);
        all.add(new Lifted(id, both / x / share));
      }
    }
    all.sort(ascending);
    if (settings.top() > 0 || settings.bottom() > 0) {
      TreeSet<Lifted> picked = new TreeSet<>(ascending);
      picked.addAll(all.subList(0, Math.min(settings.bottom(), all.size())));
      picked.addAll(all.subList(Math.max(0, all.size() - settings.top()), all.size()));
      all = new ArrayList<>(picked);
    }
    all.sort(
        Comparator.comparingDouble(Lifted::lift)
            .reversed()
            .thenComparing((a, b) -> values.compare(a.id, b.id)));
    return all;
  }

  private boolean isTold(LiftCounts counts, int id) {
    return amount(counts.values(), id) > settings.minCount();
  }

  private double amount(ValueTally tally, int id) {
    return weighted ? tally.weight(id) : tally.count(id);
  }

  private LiftSeries.LiftValue value(LiftCounts counts, int label, Lifted lifted) {
    LiftSeries.LiftValue.Builder value = LiftSeries.LiftValue.newBuilder().setLift(lifted.lift);
    ValueTally values = counts.values();
    if (values.isInteger(lifted.id)) {
      value.setXInt((int) values.integer(lifted.id));
    } else {
      value.setXString(values.text(lifted.id));
    }
    if (weighted) {
      return value
          .setWeightedXCount(values.weight(lifted.id))
          .setWeightedXAndYCount(counts.pairs().weight(lifted.id, label))
          .build();
    }
    return value
        .setXCount(values.count(lifted.id))
        .setXAndYCount(counts.pairs().count(lifted.id, label))
        .build();
  }

  /** Sets the label, which is a bin if there are boundaries, and returns how it is shown. */
  private String setLabel(LiftSeries.Builder series, int label) {
    double[] boundaries = settings.boundaries();
    if (boundaries.length > 0) {
      int bin = (int) labels.integer(label);
      double low = bin == 0 ? Double.NEGATIVE_INFINITY : boundaries[bin - 1];
      double high = bin == boundaries.length ? Double.POSITIVE_INFINITY : boundaries[bin];
      series.setYBucket(LiftSeries.Bucket.newBuilder().setLowValue(low).setHighValue(high));
      return "[" + shown(low) + "," + shown(high) + (bin == boundaries.length ? "]" : ")");
    }
    if (labels.isInteger(label)) {
      series.setYInt((int) labels.integer(label));
    } else {
      series.setYString(labels.text(label));
    }
    return labels.text(label);
  }

  private static String shown(double bound) {
    return Double.isInfinite(bound) ? (bound < 0 ? "-inf" : "inf") : Double.toString(bound);
  }
}
