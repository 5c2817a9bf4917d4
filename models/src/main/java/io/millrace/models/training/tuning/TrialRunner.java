package io.millrace.models.training.tuning;

import java.io.IOException;
import java.util.List;

/** Carries out trials, all those of a round at once if it can. */
@FunctionalInterface
public interface TrialRunner {

  /**
   * The loss of each proposal, in their order; NaN for one that failed.
   *
   * @throws IOException if the round as a whole could not be carried out; the study then ends
   */
  double[] run(List<Proposal> round) throws IOException;
}
