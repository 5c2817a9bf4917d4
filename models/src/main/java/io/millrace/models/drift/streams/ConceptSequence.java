package io.millrace.models.drift.streams;

import java.util.List;
import java.util.Random;

/**
 * Concepts one after the other, {@code period} rows each, the last one without an end. Around the
 * end of a period rows come from the next concept with the chance 1 / (1 + e^{−4d/width}), d rows
 * after it: the sigmoid join of MOA's and Tornado's streams. A sequence A, B, A, B is a recurring
 * drift.
 */
public final class ConceptSequence implements LabelledStream {
  private final List<LabelledStream> concepts;
  private final long period;
  private final long width;
  private final Random random;
  private long position;

  /**
   * @param concepts in order; all of the same attributes and classes
   * @param period rows of each, 1 or more
   * @param width rows of a join, at most the period; 0: sudden
   */
  public ConceptSequence(
      List<? extends LabelledStream> concepts, long period, long width, long seed) {
    if (concepts.isEmpty()) {
      throw new IllegalArgumentException("concepts: none (expected: one or more)");
    }
    if (period < 1 || width < 0 || width > period) {
      throw new IllegalArgumentException(
          "period, width: " + period + ", " + width + " (expected: 0 <= width <= period)");
    }
    this.concepts = List.copyOf(concepts);
    this.period = period;
    this.width = width;
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return concepts.get(0).attributes();
  }

  @Override
  public int values(int attribute) {
    return concepts.get(0).values(attribute);
  }

  @Override
  public int classes() {
    return concepts.get(0).classes();
  }

  @Override
  public int next(double[] row) {
    long now = position++;
    int concept = (int) Math.min(now / period, concepts.size() - 1);
    if (width > 0) {
      // The nearest end of a period decides between the concepts beside it.
      long join = Math.max(1, Math.min((now + period / 2) / period, concepts.size() - 1));
      boolean after = random.nextDouble() < Level.sigmoid(now - join * period, width);
      concept = (int) Math.min(after ? join : join - 1, concepts.size() - 1);
    }
    return concepts.get(concept).next(row);
  }
}
