package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * A stream in which all classes are equally frequent: rows of the class that is not due are left
 * out.
 */
public final class BalancedClasses implements LabelledStream {
  private final LabelledStream stream;
  private final Random random;

  public BalancedClasses(LabelledStream stream, long seed) {
    this.stream = stream;
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return stream.attributes();
  }

  @Override
  public int values(int attribute) {
    return stream.values(attribute);
  }

  @Override
  public int classes() {
    return stream.classes();
  }

  @Override
  public int next(double[] row) {
    int due = random.nextInt(classes());
    int label;
    do {
      label = stream.next(row);
    } while (label != due);
    return label;
  }
}
