package io.millrace.models.statistics;

import java.util.Comparator;
import java.util.List;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;
import org.tensorflow.metadata.v0.WeightedStringStatistics;

/**
 * Lists the most frequent strings: those that come often enough, by count and then by value, both
 * descending; integers by their number, unless a sketch counted them, which only knows text. Once
 * counts are estimates they are told at their upper bound, as TensorFlow Data Validation does.
 */
final class RankedStrings {
  private static final Comparator<FrequentStrings.Frequency> BY_COUNT_AND_NUMBER =
      Comparator.comparingDouble(FrequentStrings.Frequency::count)
          .thenComparingLong(frequency -> Long.parseLong(frequency.value()))
          .reversed();

  private final StatisticsOptions options;
  private final boolean floats;
  private final boolean integers;

  /** Lists strings, or numbers that are categories. */
  RankedStrings(StatisticsOptions options, boolean floats, boolean integers) {
    this.options = options;
    this.floats = floats;
    this.integers = integers;
  }

  void addTo(StringStatistics.Builder stats, FrequentStrings strings) {
    RankHistogram.Builder ranks = RankHistogram.newBuilder();
    List<FrequentStrings.Frequency> top = top(strings, options.frequencyThreshold());
    for (int rank = 0; rank < top.size(); rank++) {
      if (rank < options.numTopValues()) {
        stats.addTopValues(topValue(top.get(rank), strings));
      }
      addBucket(ranks, rank, top.get(rank), strings);
    }
    if (!top.isEmpty()) {
      stats.setRankHistogram(ranks);
    }
  }

  void addTo(WeightedStringStatistics.Builder stats, FrequentStrings strings) {
    RankHistogram.Builder ranks = RankHistogram.newBuilder();
    List<FrequentStrings.Frequency> top = top(strings, options.weightedFrequencyThreshold());
    for (int rank = 0; rank < top.size(); rank++) {
      if (rank < options.numTopValues()) {
        stats.addTopValues(topValue(top.get(rank), strings));
      }
      addBucket(ranks, rank, top.get(rank), strings);
    }
    if (!top.isEmpty()) {
      stats.setRankHistogram(ranks);
    }
  }

  private List<FrequentStrings.Frequency> top(FrequentStrings strings, double threshold) {
    int most = Math.max(options.numTopValues(), options.numRankHistogramBuckets());
    return ranked(most, strings).stream()
        .takeWhile(frequency -> frequency.count() + strings.error() >= threshold)
        .toList();
  }

  private List<FrequentStrings.Frequency> ranked(int most, FrequentStrings strings) {
    boolean sketched =
        strings.error() > 0 || Boolean.TRUE.equals(options.useSketchBasedTopkUniques());
    if (!integers || sketched) {
      return strings.top(most);
    }
    List<FrequentStrings.Frequency> all = strings.top(Integer.MAX_VALUE);
    all.sort(BY_COUNT_AND_NUMBER);
    return all.subList(0, Math.min(most, all.size()));
  }

  private StringStatistics.FreqAndValue topValue(
      FrequentStrings.Frequency frequency, FrequentStrings strings) {
    return StringStatistics.FreqAndValue.newBuilder()
        .setValue(label(frequency))
        .setFrequency(frequency.count() + strings.error())
        .build();
  }

  private void addBucket(
      RankHistogram.Builder ranks,
      int rank,
      FrequentStrings.Frequency frequency,
      FrequentStrings strings) {
    if (rank < options.numRankHistogramBuckets()) {
      ranks
          .addBucketsBuilder()
          .setLowRank(rank)
          .setHighRank(rank)
          .setLabel(label(frequency))
          .setSampleCount(frequency.count() + strings.error());
    }
  }

  private String label(FrequentStrings.Frequency frequency) {
    return floats ? NumberText.label(frequency.value()) : frequency.value();
  }
}
