package io.millrace.models.evaluation.confidence;

/** How the uncertainty of a figure is found out. */
public enum Resampling {
  /** Not at all. */
  NONE,
  /**
   * Delete-a-group jackknife: rows are in one of so many groups by their record ids, and the figure
   * is taken again without each.
   */
  JACKKNIFE,
  /**
   * Poisson bootstrap: the figure is taken again of so many samples, in each of which a row is
   * Poisson(1) times, as drawn from its record id (Chamandy et al. 2012).
   */
  BOOTSTRAP
}
