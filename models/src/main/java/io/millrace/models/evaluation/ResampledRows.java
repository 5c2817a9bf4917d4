package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.PoissonWeights;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Evaluated;

/**
 * Rows cut for resampling: by jackknife group, one behind the other; or all rows, and all again
 * with their weights in each bootstrap sample.
 */
final class ResampledRows {
  private final Evaluated[] rows;
  // Where each part begins, and behind them where the last one ends.
  private final int[] starts;
  private final boolean grouped;

  private ResampledRows(Evaluated[] rows, int[] starts, boolean grouped) {
    this.rows = rows;
    this.starts = starts;
    this.grouped = grouped;
  }

  /** How many states it takes to keep every resample. */
  static int parts(Confidence confidence) {
    return switch (confidence.resampling()) {
      case NONE -> 1;
      case JACKKNIFE -> confidence.replicates();
      case BOOTSTRAP -> 1 + confidence.replicates();
    };
  }

  /** The jackknife group of a row, from 0; always 0 with other resampling. */
  static int group(long key, Confidence confidence) {
    return confidence.resampling() == Resampling.JACKKNIFE
        ? (int) (((key >>> 33) * confidence.replicates()) >>> 31)
        : 0;
  }

  /** Cuts rows that are in the order of their {@linkplain #group groups}. */
  static ResampledRows of(Evaluated rows, Confidence confidence) {
    if (confidence.resampling() == Resampling.BOOTSTRAP) {
      Evaluated[] samples = new Evaluated[parts(confidence)];
      samples[0] = rows;
      for (int sample = 1; sample < samples.length; sample++) {
        samples[sample] = rows.withWeights(PoissonWeights.of(rows.weights(), rows.keys(), sample));
      }
      return new ResampledRows(samples, new int[] {0, rows.rows()}, false);
    }
    int[] starts = new int[parts(confidence) + 1];
    for (long key : rows.keys()) {
      starts[group(key, confidence) + 1]++;
    }
    for (int part = 1; part < starts.length; part++) {
      starts[part] += starts[part - 1];
    }
    return new ResampledRows(new Evaluated[] {rows}, starts, true);
  }

  Evaluated rows(int part) {
    return rows[grouped ? 0 : part];
  }

  /** The part's first row. */
  int from(int part) {
    return grouped ? starts[part] : 0;
  }

  /** The row after the part's last one. */
  int to(int part) {
    return grouped ? starts[part + 1] : starts[1];
  }
}
