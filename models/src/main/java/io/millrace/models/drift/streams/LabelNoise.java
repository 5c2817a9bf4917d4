package io.millrace.models.drift.streams;

import java.util.Random;

/** A stream in which a share of the rows has one of the other classes, at random. */
public final class LabelNoise implements LabelledStream {
  private final LabelledStream stream;
  private final double share;
  private final Random random;

  /**
   * @param share of the rows, 0..1
   */
  public LabelNoise(LabelledStream stream, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0..1)");
    }
    this.stream = stream;
    this.share = share;
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
    int label = stream.next(row);
    if (random.nextDouble() >= share) {
      return label;
    }
    return (label + 1 + random.nextInt(classes() - 1)) % classes();
  }
}
