package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * HDDM-W: exponentially weighted means before and after the best cut, compared by McDiarmid's
 * bound. Frías-Blanco and others, "Online and non-parametric drift detection methods based on
 * Hoeffding's bounds" (TKDE 2015), the W test.
 *
 * <pre>mean = λx + (1 − λ)·mean, b = λ² + (1 − λ)²·b;  the cut is where mean + √(b/2 · ln(1/α)) was
 * lowest; the mean has risen when after − before > √((b₁ + b₂)/2 · ln(1/α))</pre>
 *
 * <p>For values in 0..1. A rise is a change; so is a fall where the direction asks for it. The
 * change is placed at the cut, but not before what the weighted mean still remembers, 3/λ values.
 */
final class HoeffdingWeights implements ChangeRule {

  /**
   * @param change the chance of a false alarm of one test that is a change
   * @param warning that of a warning
   * @param weight λ of the newest value, 0..1
   */
  record Parameters(double change, double warning, double weight, Direction direction) {
    Parameters {
      Expected.share("change", change);
      Expected.share("warning", warning);
      Expected.that(change <= warning, "change", change, "at most warning, " + warning);
      Expected.share("weight", weight);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors(
          "hddm_w", new Parameters(0.001, 0.005, 0.05, Direction.INCREASE), HoeffdingWeights::new);

  private final Parameters parameters;
  private final double changeLogarithm;
  private final double warningLogarithm;
  private long count;
  private double mean;
  private double squares;
  // Falls are rises of the values upside down.
  private final Side rise = new Side(1);
  private final Side fall = new Side(-1);

  HoeffdingWeights(Parameters parameters) {
    this.parameters = parameters;
    this.changeLogarithm = -Math.log(parameters.change()) / 2;
    this.warningLogarithm = -Math.log(parameters.warning()) / 2;
  }

  @Override
  public Signal next(double value) {
    double weight = parameters.weight();
    mean = count == 0 ? value : mean + weight * (value - mean);
    squares = count == 0 ? 1 : weight * weight + (1 - weight) * (1 - weight) * squares;
    count++;
    Signal up = parameters.direction().up() ? rise.next(value) : Signal.NONE;
    Signal down = parameters.direction().down() ? fall.next(value) : Signal.NONE;
    return up.compareTo(down) >= 0 ? up : down;
  }

  @Override
  public long valuesSinceChange() {
    long remembered = (long) Math.ceil(3 / parameters.weight());
    return Math.max(1, Math.min(remembered, rise.lastFound ? rise.after : fall.after));
  }

  @Override
  public void restart() {
    count = 0;
    mean = 0;
    squares = 0;
    rise.restart();
    fall.restart();
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    count = state.exchange(count);
    mean = state.exchange(mean);
    squares = state.exchange(squares);
    rise.exchange(state);
    fall.exchange(state);
  }

  /** One direction: what was before the best cut, and what came after it. */
  private final class Side {
    private final int sign;
    private double best;
    private double beforeMean;
    private double beforeSquares;
    private long after;
    private double afterMean;
    private double afterSquares;
    private boolean lastFound;

    Side(int sign) {
      this.sign = sign;
      restart();
    }

    Signal next(double value) {
      double limit = sign * mean + Math.sqrt(squares * changeLogarithm);
      if (limit < best) {
        best = limit;
        beforeMean = mean;
        beforeSquares = squares;
        after = 0;
        return Signal.NONE;
      }
      double weight = parameters.weight();
      afterMean = after == 0 ? value : afterMean + weight * (value - afterMean);
      afterSquares = after == 0 ? 1 : weight * weight + (1 - weight) * (1 - weight) * afterSquares;
      after++;
      double difference = sign * (afterMean - beforeMean);
      lastFound = difference > Math.sqrt((beforeSquares + afterSquares) * changeLogarithm);
      if (lastFound) {
        return Signal.CHANGE;
      }
      return difference > Math.sqrt((beforeSquares + afterSquares) * warningLogarithm)
          ? Signal.WARNING
          : Signal.NONE;
    }

    void restart() {
      best = Double.POSITIVE_INFINITY;
      beforeMean = 0;
      beforeSquares = 0;
      after = 0;
      afterMean = 0;
      afterSquares = 0;
      lastFound = false;
    }

    void exchange(StateExchange state) throws IOException {
      best = state.exchange(best);
      beforeMean = state.exchange(beforeMean);
      beforeSquares = state.exchange(beforeSquares);
      after = state.exchange(after);
      afterMean = state.exchange(afterMean);
      afterSquares = state.exchange(afterSquares);
    }
  }
}
