package io.millrace.models.drift;

import io.millrace.models.statistics.LongText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/**
 * Something changed, as seen in one event-time window.
 *
 * @param kind what was watched
 * @param subject the feature; {@code error}, {@code missing_labels} or {@code dataset} otherwise
 * @param slice the slice of rows; empty for all rows
 * @param measure what was measured, such as {@code psi}, or {@code cusum} of errors; after a blank
 *     the settings that a detector was given
 * @param stage whether the alarm begins, goes on or ends
 * @param value the measured value
 * @param threshold the value that raises the alarm
 * @param version the model version whose reference was compared with
 * @param windowStart the window's first millisecond since the epoch
 * @param windowEnd the first millisecond after the window
 * @param origin where the change began, as far as this window tells
 * @param asksForTraining whether a new model could help
 */
public record Alarm(
    Kind kind,
    String subject,
    String slice,
    String measure,
    Stage stage,
    double value,
    double threshold,
    long version,
    long windowStart,
    long windowEnd,
    Origin origin,
    boolean asksForTraining) {

  /** What was watched. */
  public enum Kind {
    /** A feature's distribution against the model's training data (skew). */
    FEATURE,
    /** The model's error against its own held-out error. */
    ERROR,
    /** The distribution of what the model says, or of the labels. */
    OUTPUT,
    /** The share of records that never get a label. */
    LABELS,
    /** The share of features that drifted. */
    DATASET,
    /** The level of the error, or of other values, as an online detector sees it. */
    CHANGE
  }

  /** One change is one alarm, from RAISED to ENDED. */
  public enum Stage {
    RAISED,
    /** Still there after the number of windows that confirms it. */
    CONFIRMED,
    ENDED
  }

  /** Whether the model errs more, however that was seen. */
  public boolean isOnError() {
    return kind == Kind.ERROR || (kind == Kind.CHANGE && subject.equals(DriftMonitor.ERROR));
  }

  /** The same alarm with what was found out about its change. */
  public Alarm with(Origin found) {
    return new Alarm(
        kind,
        subject,
        slice,
        measure,
        stage,
        value,
        threshold,
        version,
        windowStart,
        windowEnd,
        found,
        asksForTraining);
  }

  /** For example {@code payment_type: PSI 1.33 > 0.2 in the window until 2020-05-04}. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s%s: %s %.3g %s %.3g in the window until %s",
        subject,
        slice.isEmpty() ? "" : " of " + slice,
        title(),
        value,
        value > threshold ? ">" : "<=",
        threshold,
        Instant.ofEpochMilli(windowEnd));
  }

  /** The measure by its name in capitals; settings that follow it stay. */
  private String title() {
    int end = measure.indexOf(' ');
    String name = end < 0 ? measure : measure.substring(0, end);
    return name.toUpperCase(Locale.ROOT) + measure.substring(name.length());
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    LongText.write(subject, out);
    LongText.write(slice, out);
    LongText.write(measure, out);
    out.writeByte(stage.ordinal());
    out.writeDouble(value);
    out.writeDouble(threshold);
    out.writeLong(version);
    out.writeLong(windowStart);
    out.writeLong(windowEnd);
    origin.writeTo(out);
    out.writeBoolean(asksForTraining);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Alarm readFrom(DataInput in) throws IOException {
    return new Alarm(
        Kind.values()[in.readByte()],
        LongText.read(in),
        LongText.read(in),
        LongText.read(in),
        Stage.values()[in.readByte()],
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Origin.readFrom(in),
        in.readBoolean());
  }
}
