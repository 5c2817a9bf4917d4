package io.millrace.models.drift.patterns;

/**
 * How the share of the new concept goes from 0 to 1: from {@code onset} on, in windows from the
 * first one, in a straight line of {@code width} windows, or at once if that is 0.
 *
 * @param mixes whether values of both concepts come together while it does, so that they scatter
 *     more, or the concept itself moves
 */
record Shape(double onset, double width, boolean mixes) {

  /** The mean share in the window {@code i}, which reaches from i to i + 1. */
  double share(int i) {
    if (width == 0) {
      return Math.max(0, Math.min(1, i + 1 - onset));
    }
    return integral(i + 1) - integral(i);
  }

  /** The variance of the values in window {@code i} that comes from the change, for a size of 1. */
  double scatter(int i) {
    double share = share(i);
    if (mixes || width == 0) {
      return share * (1 - share);
    }
    double moved = level(i + 1) - level(i);
    return moved * moved / 12;
  }

  private double level(double at) {
    return Math.max(0, Math.min(1, (at - onset) / width));
  }

  /** Of the level from far below up to {@code at}. */
  private double integral(double at) {
    double level = level(at);
    return level * level * width / 2 + Math.max(0, at - onset - width);
  }
}
