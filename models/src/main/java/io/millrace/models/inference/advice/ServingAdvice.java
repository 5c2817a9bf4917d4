package io.millrace.models.inference.advice;

import java.util.Locale;
import java.util.Map;

/**
 * Which way of serving pays, and why. The rules, in this order:
 *
 * <ol>
 *   <li>static, if a table of all vectors has at most {@code tableLimit} rows and at most {@code
 *       tableMisses} of later rows had a vector that was not seen before;
 *   <li>hybrid, if remembering costs less than asking: with a hit rate h, a row costs {@code lookup
 *       + (1 - h) * model} instead of {@code model}, so h must exceed {@code lookup / model}; the
 *       smallest simulated cache within a tenth of the best saving is named;
 *   <li>dynamic otherwise.
 * </ol>
 *
 * @param kind the way that pays
 * @param cacheEntries for hybrid, the entries of the cache; 0 otherwise
 * @param saving the share of the model's cost that is saved, 0..1
 * @param reason the rule that decided, with its figures
 */
public record ServingAdvice(Kind kind, int cacheEntries, double saving, String reason) {

  /** A way of serving. */
  public enum Kind {
    STATIC,
    DYNAMIC,
    HYBRID
  }

  /**
   * What serving costs.
   *
   * @param modelNanos of predicting a row in a full batch, in nanoseconds, above 0
   * @param lookupNanos of looking a row up in a cache or table, in nanoseconds, above 0
   * @param tableLimit how many rows a table may have
   * @param tableMisses the share of rows that may be missing in a table, 0..1
   */
  public record Costs(double modelNanos, double lookupNanos, long tableLimit, double tableMisses) {
    public Costs {
      if (!(modelNanos > 0)) {
        throw new IllegalArgumentException("modelNanos: " + modelNanos + " (expected: > 0)");
      }
      if (!(lookupNanos > 0)) {
        throw new IllegalArgumentException("lookupNanos: " + lookupNanos + " (expected: > 0)");
      }
      if (tableLimit < 0) {
        throw new IllegalArgumentException("tableLimit: " + tableLimit + " (expected: >= 0)");
      }
      if (!(tableMisses >= 0 && tableMisses <= 1)) {
        throw new IllegalArgumentException("tableMisses: " + tableMisses + " (expected: 0..1)");
      }
    }
  }

  public static ServingAdvice of(WorkloadFigures workload, Costs costs) {
    double asTable = 1 - costs.lookupNanos / costs.modelNanos;
    if (workload.cardinality() <= costs.tableLimit
        && workload.newShare() <= costs.tableMisses
        && asTable > 0) {
      return new ServingAdvice(
          Kind.STATIC,
          0,
          asTable,
          text(
              "%d vectors (limit %d), %.2f %% of later rows new (limit %.2f %%)",
              workload.cardinality(),
              costs.tableLimit,
              100 * workload.newShare(),
              100 * costs.tableMisses));
    }
    double breakEven = costs.lookupNanos / costs.modelNanos;
    double best = 0;
    for (double hitRate : workload.hitRates().values()) {
      best = Math.max(best, hitRate - breakEven);
    }
    for (Map.Entry<Integer, Double> cache : workload.hitRates().entrySet()) {
      double saving = cache.getValue() - breakEven;
      if (best > 0 && saving >= 0.9 * best) {
        return new ServingAdvice(
            Kind.HYBRID,
            cache.getKey(),
            saving,
            text(
                "a cache of %d entries answers %.1f %% of rows, which pays from %.1f %% on",
                cache.getKey(), 100 * cache.getValue(), 100 * breakEven));
      }
    }
    return new ServingAdvice(
        Kind.DYNAMIC,
        0,
        0,
        text(
            "%d vectors, %.2f %% of later rows new; the best cache answers %.1f %% of rows, which"
                + " pays from %.1f %% on",
            workload.cardinality(),
            100 * workload.newShare(),
            100 * workload.hitRates().values().stream().mapToDouble(h -> h).max().orElse(0),
            100 * breakEven));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
