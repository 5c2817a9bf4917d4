package io.millrace.models.inference.tensors;

import java.nio.charset.StandardCharsets;

/**
 * What an input is fed where a row has no value. Without a value of its own that is NaN for floats
 * and the empty string for strings; for integers there is nothing like it, so the row fails.
 *
 * <p>NaN may be refused: a graph that does not look for it tends to give a plausible number all the
 * same, since {@code relu} and {@code max} drop it.
 */
public final class Filling {
  /** NaN, the empty string, no integer. */
  public static final Filling NONE = new Filling(Double.NaN, 0, new byte[0], false, false);

  final double number;
  final long integer;
  final byte[] text;
  final boolean given;
  final boolean nanRefused;

  private Filling(double number, long integer, byte[] text, boolean given, boolean nanRefused) {
    this.number = number;
    this.integer = integer;
    this.text = text;
    this.given = given;
    this.nanRefused = nanRefused;
  }

  /**
   * A value in the input's own type.
   *
   * @param text a number; {@code true}, {@code false}, 1 or 0 for BOOL; any text for STRING
   */
  public static Filling of(TensorSpec input, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return switch (input.type().column()) {
        case FLOAT -> new Filling(Double.parseDouble(text), 0, bytes, true, false);
        case INT -> new Filling(Double.NaN, integer(input.type(), text), bytes, true, false);
        case STRING, STRUCT -> new Filling(Double.NaN, 0, bytes, true, false);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "value of " + input.name() + ": " + text + " (expected: " + input.type() + ")", e);
    }
  }

  private static long integer(TensorType type, String text) {
    if (type == TensorType.BOOL && (text.equals("true") || text.equals("false"))) {
      return text.equals("true") ? 1 : 0;
    }
    return Long.parseLong(text);
  }

  /** The same, but a row whose float is NaN, or missing without a value for it, fails. */
  public Filling refusingNan() {
    return new Filling(number, integer, text, given, true);
  }

  /** True when there is a value to feed instead of a missing one. */
  public boolean isGiven() {
    return given;
  }
}
