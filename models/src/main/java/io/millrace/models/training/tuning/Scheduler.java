package io.millrace.models.training.tuning;

import java.util.List;

/** Says how many trials are trained for how long, and which are given up early. */
public interface Scheduler {

  /**
   * The brackets, which are carried out one behind the other.
   *
   * @param trials how many trials are begun in all, at least 1
   * @param epochs how long a trial is trained that is not given up, at least 1
   */
  List<Bracket> brackets(int trials, int epochs);
}
