package io.millrace.models.training.network;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.InputLayer;
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
    /** A network over numbers, embeddings and, of ids without one, ones among zeros. */
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

  /** Whether it has a linear part. */
  @JsonIgnore
  public boolean isWide() {
    return kind != Kind.MLP;
  }

  /** Whether ids without an embedding enter the network, as a 1 among zeros. */
  @JsonIgnore
  public boolean isOneHot() {
    return kind == Kind.MLP;
  }

  /** How many inputs the network has of rows of this layout; 0 if there is no network. */
  public int inputs(EncodedLayout layout) {
    return kind == Kind.LINEAR ? 0 : InputLayer.denseWidth(layout, isOneHot());
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
