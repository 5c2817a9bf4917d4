package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * EDDM: the distance between errors, held against the largest it was. Baena-García, del
 * Campo-Ávila, Fidalgo, Bifet, Gavaldà and Morales-Bueno, "Early drift detection method" (2006).
 *
 * <pre>ratio = (p' + 2s') / max(p' + 2s');  warning below α, change below β</pre>
 *
 * <p>p' and s' are mean and population deviation of the distances; a value of 0.5 or more is an
 * error. Sees rises of the error only, slow ones too, and pays for it with many false alarms: see
 * the benchmark. The change is placed where the last unbroken warning began.
 */
final class Eddm implements ChangeRule {

  /**
   * @param warning α, 0..1
   * @param change β, at most α
   * @param minimumErrors nothing is found in fewer errors
   */
  record Parameters(double warning, double change, int minimumErrors) {
    Parameters {
      Expected.share("warning", warning);
      Expected.share("change", change);
      Expected.that(change <= warning, "change", change, "at most warning, " + warning);
      Expected.between("minimum_errors", minimumErrors, 2, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors("eddm", new Parameters(0.95, 0.9, 30), Eddm::new);

  private final Parameters parameters;
  private long errors;
  private long distance;
  private double mean;
  private double square;
  private double largest;
  private long warned;

  Eddm(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Signal next(double value) {
    distance++;
    if (value < 0.5) {
      warned += warned > 0 ? 1 : 0;
      return warned > 0 ? Signal.WARNING : Signal.NONE;
    }
    errors++;
    double difference = distance - mean;
    mean += difference / errors;
    square += difference * (distance - mean);
    distance = 0;
    double spread = mean + 2 * Math.sqrt(square / errors);
    if (errors < parameters.minimumErrors()) {
      return Signal.NONE;
    }
    if (spread >= largest) {
      largest = spread;
      warned = 0;
      return Signal.NONE;
    }
    double ratio = spread / largest;
    warned = ratio < parameters.warning() ? warned + 1 : 0;
    if (ratio < parameters.change()) {
      return Signal.CHANGE;
    }
    return warned > 0 ? Signal.WARNING : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return Math.max(1, warned);
  }

  @Override
  public void restart() {
    errors = 0;
    distance = 0;
    mean = 0;
    square = 0;
    largest = 0;
    warned = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    errors = state.exchange(errors);
    distance = state.exchange(distance);
    mean = state.exchange(mean);
    square = state.exchange(square);
    largest = state.exchange(largest);
    warned = state.exchange(warned);
  }
}
