package io.millrace.models.evaluation;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What gates want to be measured before they judge.
 *
 * @param metrics by name
 * @param slices rules as {@link io.millrace.models.evaluation.slices.SliceRule} reads them
 * @param latencyRows batch sizes for which the time of a call is wanted
 * @param load whether the model has to be loaded afresh and asked
 * @param anomalies whether the training data have to be validated
 */
public record Needs(
    Set<String> metrics,
    Set<String> slices,
    Set<Integer> latencyRows,
    boolean load,
    boolean anomalies) {
  /** Nothing beyond the usual metrics over all rows. */
  public static final Needs NONE = new Needs(Set.of(), Set.of(), Set.of(), false, false);

  public Needs {
    metrics = Set.copyOf(metrics);
    slices = Set.copyOf(slices);
    latencyRows = Set.copyOf(latencyRows);
  }

  /**
   * A metric over the slices of a rule.
   *
   * @param slice empty for all rows
   */
  public static Needs metric(String name, String slice) {
    Set<String> slices = slice.isEmpty() ? Set.of() : Set.of(slice);
    return new Needs(Set.of(name), slices, Set.of(), false, false);
  }

  /** What all these gates want. */
  public static Needs of(Collection<? extends Gate> gates) {
    Needs all = NONE;
    for (Gate gate : gates) {
      all = all.plus(gate.needs());
    }
    return all;
  }

  private Needs plus(Needs other) {
    return new Needs(
        union(metrics, other.metrics),
        union(slices, other.slices),
        union(latencyRows, other.latencyRows),
        load || other.load,
        anomalies || other.anomalies);
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> union = new TreeSet<>(some);
    union.addAll(others);
    return union;
  }
}
