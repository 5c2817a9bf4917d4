package io.millrace.models.drift.performance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Positions in ascending order of their scores. */
final class ScoreOrder {
  private ScoreOrder() {}

  static int[] of(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The end, exclusive, of the positions whose score is that of the one at {@code from}. */
  static int endOfTies(int[] order, double[] scores, int from) {
    int end = from + 1;
    while (end < order.length && scores[order[end]] == scores[order[from]]) {
      end++;
    }
    return end;
  }

  static void sameLength(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "labels: " + labels.length + " (expected: " + scores.length + ", as scores)");
    }
    if (Arrays.stream(scores).anyMatch(score -> !(score >= 0 && score <= 1))) {
      throw new IllegalArgumentException("scores: one outside (expected: 0..1)");
    }
  }
}
