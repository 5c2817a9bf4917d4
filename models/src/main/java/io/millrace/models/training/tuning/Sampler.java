package io.millrace.models.training.tuning;

import java.util.List;

/** Chooses the points to try. Pure: the same numbers and observations give the same points. */
public interface Sampler {

  /**
   * The points of the trials from number {@code first} on.
   *
   * @param count how many are wanted, which are tried at the same time
   * @param observed what came of earlier trials, in any order
   * @return at most {@code count} points; fewer when there are no others
   */
  List<List<Double>> propose(int first, int count, List<Observation> observed);
}
