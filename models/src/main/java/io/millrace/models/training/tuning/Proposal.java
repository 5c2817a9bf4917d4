package io.millrace.models.training.tuning;

import java.util.List;

/**
 * A trial to be carried out.
 *
 * @param number from 0 on; a trial that is to be trained longer comes again with its number
 * @param point its coordinates in the search space
 * @param epochs how long to train, of the study's most
 */
public record Proposal(int number, List<Double> point, int epochs) {

  public Proposal {
    point = List.copyOf(point);
  }
}
