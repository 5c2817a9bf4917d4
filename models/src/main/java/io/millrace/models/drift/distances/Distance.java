package io.millrace.models.drift.distances;

import java.io.Serializable;

/**
 * How far two samples are apart, from their counts in the same bins. Immutable and without state.
 *
 * <p>To add one: a class that implements this, and its line in {@link Distances}.
 */
public interface Distance extends Serializable {

  /** What it is called in settings and reports, such as {@code psi}. */
  String name();

  /** The definition in a line, with the base, unit or convention where several are in use. */
  String definition();

  /** Whether it goes by the places of numbers, and so is undefined for categories. */
  default boolean needsNumbers() {
    return false;
  }

  /**
   * The distance. NaN if a side is empty, or if there are no numbers where it {@linkplain
   * #needsNumbers() needs} them.
   */
  double of(BinnedSamples samples);

  /** What chance alone makes of this distance between samples of these sizes. */
  NullLaw nullLaw(BinnedSamples samples);

  /** The value from which on a difference usually matters; a convention, see docs/drift.md. */
  double usualThreshold(BinnedSamples samples);
}
