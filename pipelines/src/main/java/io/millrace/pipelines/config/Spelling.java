package io.millrace.pipelines.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the known words that a wrong one was probably meant to be. */
final class Spelling {
  private static final int SHOWN = 3;

  private Spelling() {}

  /**
   * The known words nearest to this one, nearest first, at most three. A word is near when at most
   * a third of its letters (and at least one) has to be inserted, left out, replaced or swapped
   * with its neighbour.
   */
  static List<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(word, k) <= Math.max(1, Math.max(word.length(), k.length()) / 3))
        .sorted(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .limit(SHOWN)
        .toList();
  }

  /** What an expectation adds for a wrong word: the nearest known ones, if any. */
  static String hint(String word, Collection<String> known) {
    List<String> near = nearest(word, known);
    return near.isEmpty() ? "" : "; nearest: " + String.join(", ", near);
  }

  /** Optimal string alignment distance: Levenshtein's, with a swap of neighbours as one step. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
