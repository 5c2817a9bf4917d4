package io.millrace.models.drift;

/**
 * Something changed, as seen in one event-time window.
 *
 * @param kind what was watched
 * @param subject the feature; {@code error} for the model's error
 * @param stage whether the alarm begins, goes on or ends
 * @param value the measured value: PSI, or the CUSUM of the error
 * @param threshold the value that raises the alarm
 * @param version the model version whose reference was compared with
 * @param windowStart the window's first millisecond since the epoch
 * @param windowEnd the first millisecond after the window
 * @param asksForTraining whether a new model could help
 */
public record Alarm(
    Kind kind,
    String subject,
    Stage stage,
    double value,
    double threshold,
    long version,
    long windowStart,
    long windowEnd,
    boolean asksForTraining) {

  /** What was watched. */
  public enum Kind {
    /** A feature's distribution against the model's training data (skew). */
    FEATURE,
    /** The model's error against its own held-out error. */
    ERROR
  }

  /** One change is one alarm, from RAISED to ENDED. */
  public enum Stage {
    RAISED,
    /** Still there after the number of windows that confirms it. */
    CONFIRMED,
    ENDED
  }

  /** For example {@code payment_type: PSI 1.33 > 0.2 in the window until 2020-05-04}. */
  public String describe() {
    String measure = kind == Kind.FEATURE ? "PSI" : "CUSUM";
    return String.format(
        java.util.Locale.ROOT,
        "%s: %s %.3g %s %.3g in the window until %s",
        subject,
        measure,
        value,
        value > threshold ? ">" : "<=",
        threshold,
        java.time.Instant.ofEpochMilli(windowEnd));
  }
}
