package io.millrace.models.training.network;

import java.util.List;

/**
 * What a model is made of.
 *
 * @param kind which of a linear part and a network it has
 * @param hidden sizes of the network's hidden layers, rectified; empty for a linear model
 * @param dropout the part of each hidden layer's outputs that a training step leaves out
 *     (Srivastava et al. 2014), 0 for none
 */
public record ModelShape(Kind kind, List<Integer> hidden, double dropout) {

  /** Which parts a model has. */
  public enum Kind {
    /** A weight a number and an id. */
    LINEAR,
    /** A network over numbers and embeddings. */
    MLP,
    /** The sum of both (Cheng et al. 2016). */
    WIDE_AND_DEEP
  }

  public ModelShape {
    hidden = List.copyOf(hidden);
    for (int size : hidden) {
      require(size > 0, "hidden", hidden, "sizes > 0");
    }
    require(
        hidden.isEmpty() == (kind == Kind.LINEAR),
        "hidden",
        hidden,
        kind == Kind.LINEAR ? "none in a linear model" : "a layer or more");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more, below 1");
  }

  public static ModelShape linear() {
    return new ModelShape(Kind.LINEAR, List.of(), 0);
  }

  public static ModelShape mlp(Integer... hidden) {
    return new ModelShape(Kind.MLP, List.of(hidden), 0);
  }

  public static ModelShape wideAndDeep(Integer... hidden) {
    return new ModelShape(Kind.WIDE_AND_DEEP, List.of(hidden), 0);
  }

  public ModelShape withDropout(double part) {
    return new ModelShape(kind, hidden, part);
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
