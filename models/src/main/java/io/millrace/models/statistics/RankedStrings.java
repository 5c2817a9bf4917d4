package io.millrace.models.statistics;

import java.util.List;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;
import org.tensorflow.metadata.v0.WeightedStringStatistics;

/**
 * Lists the most frequent strings: those that come often enough, by count and then by value, both
 * descending. Once counts are estimates they are told at their upper bound, as TensorFlow Data
 * Validation does.
 */
final class RankedStrings {
  private final StatisticsOptions options;
  private final boolean floats;

  RankedStrings(StatisticsOptions options, boolean floats) {
    this.options = options;
    this.floats = floats;
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
    stats.setRankHistogram(ranks);
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
    stats.setRankHistogram(ranks);
  }

  private List<FrequentStrings.Frequency> top(FrequentStrings strings, double threshold) {
    int most = Math.max(options.numTopValues(), options.numRankHistogramBuckets());
    return strings.top(most).stream()
        .takeWhile(frequency -> frequency.count() + strings.error() >= threshold)
        .toList();
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
