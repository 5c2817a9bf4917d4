package io.millrace.models.training.objectives;

/**
 * One of two classes, learnt by logistic loss. The model's outputs are {@code probability}, that of
 * the second class, and {@code class}, the name of the likelier one.
 *
 * <p>The label is the class's name: a text, an integer, or a float that is a whole number, both in
 * decimal. Rows with any other label are not learnt from.
 *
 * @param negative name of the first class
 * @param positive name of the second
 */
public record Binary(String negative, String positive) implements Objective {

  public Binary {
    if (negative.equals(positive)) {
      throw new IllegalArgumentException("classes: twice " + positive + " (expected: two)");
    }
  }

  /** The labels 0 and 1. */
  public Binary() {
    this("0", "1");
  }
}
