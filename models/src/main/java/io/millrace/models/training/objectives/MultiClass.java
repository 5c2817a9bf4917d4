package io.millrace.models.training.objectives;

import java.util.HashSet;
import java.util.List;

/**
 * One of several classes, learnt by the cross entropy of a softmax. The model's outputs are {@code
 * probabilities}, one a class in the order of {@code classes}, and {@code class}, the name of the
 * likeliest.
 *
 * <p>The label is the class's name, as with {@link Binary}.
 *
 * @param classes their names, two at least
 */
public record MultiClass(List<String> classes) implements Objective {

  public MultiClass {
    classes = List.copyOf(classes);
    if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException(
          "classes: " + classes + " (expected: two or more, each named once)");
    }
  }
}
