package io.millrace.models.evaluation;

/**
 * A condition that a challenger must meet before it is promoted.
 *
 * <p>An implementation is a record whose components are its parameters, with a constructor without
 * arguments for the defaults; {@link Gates} builds it by name. It is a pure function: no clock, no
 * files. It never throws for what the rows hold: what cannot be measured does not pass, and the
 * result says why.
 */
public interface Gate {

  /** The name it is configured and reported by: its simple class name. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What it wants to be measured beyond the usual metrics over all rows. */
  default Needs needs() {
    return Needs.NONE;
  }

  /** Judges the challenger. */
  GateResult judge(Candidates candidates);
}
