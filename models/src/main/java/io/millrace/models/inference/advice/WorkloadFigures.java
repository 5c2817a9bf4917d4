package io.millrace.models.inference.advice;

import java.util.Map;

/**
 * How concentrated a prediction workload is.
 *
 * @param rows rows measured
 * @param cardinality different feature vectors among them
 * @param entropyBits Shannon's entropy of their distribution in bits: 0 when all rows are equal,
 *     {@code log2(cardinality)} when all vectors are equally frequent; low is peaked
 * @param topShare the share of rows that have one of the 100 most frequent vectors
 * @param newShare the share of rows, among the later half or third, whose vector had not come
 *     before: how fast a table made beforehand would grow old
 * @param hitRates by the number of entries, the share of rows that a cache of that size would have
 *     answered; W-TinyLFU, as our cache is
 */
public record WorkloadFigures(
    long rows,
    long cardinality,
    double entropyBits,
    double topShare,
    double newShare,
    Map<Integer, Double> hitRates) {

  /** Entropy over its largest possible value for this cardinality, 0..1; 0 for one vector. */
  public double evenness() {
    return cardinality <= 1 ? 0 : entropyBits / (Math.log(cardinality) / Math.log(2));
  }
}
