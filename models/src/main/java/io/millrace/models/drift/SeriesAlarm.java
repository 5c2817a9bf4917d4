package io.millrace.models.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.detectors.ChangeDetectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The alarm on one series of values that an online detector watches. A change raises it, at its
 * onset. At the first end of a window by which as many values as raised it have come since, 30 at
 * least, it is confirmed if their mean is nearer to the level after the change, and ends if it is
 * nearer to the one before; so it goes on until it ends. A further change while it stands confirms
 * it too. Whole windows decide, for hours of a day may differ.
 *
 * <p>Values come in order of time. Not thread-safe.
 */
public final class SeriesAlarm {
  private static final int VERSION = 1;
  private static final long LEAST_VALUES = 30;

  private final ChangeDetector detector;
  private LevelHistory levels = new LevelHistory();
  private boolean raised;
  private boolean confirmed;
  private Change change = new Change(Alarm.Stage.ENDED, 0, Double.NaN, Double.NaN);
  private long needed;
  private long count;
  private double sum;

  /**
   * What a value did to the alarm.
   *
   * @param onset when the change began, in milliseconds since the epoch
   * @param before the mean of the values before it
   * @param after the mean of the values since, or of those that confirm or end the alarm
   */
  public record Change(Alarm.Stage stage, long onset, double before, double after) {
    /** The relative rise of the mean. */
    public double size() {
      return after / before - 1;
    }
  }

  /**
   * @param detector one that has not seen anything yet
   */
  public SeriesAlarm(ChangeDetector detector) {
    this.detector = detector;
  }

  /**
   * Takes the next value; null if nothing begins or is confirmed.
   *
   * @param time in milliseconds since the epoch
   * @param value whose level is told
   * @param watched what the detector is shown: the value, or 1 where it is large and else 0
   */
  public @Nullable Change observe(long time, double value, double watched) {
    long taken = detector.values();
    detector.add(watched);
    if (detector.values() == taken) {
      return null;
    }
    levels.add(time, value);
    count++;
    sum += value;
    return detector.isChange() ? changed() : null;
  }

  /** Ends a window of values; null if it neither confirms nor ends the alarm. */
  public @Nullable Change endWindow() {
    return raised && count >= needed ? judge() : null;
  }

  private Change changed() {
    long onset = detector.estimatedOnset();
    LevelHistory.Level since = levels.since(onset);
    LevelHistory.Level quiet = levels.before(onset);
    double before = raised || quiet.count() == 0 ? change.before : quiet.mean();
    Alarm.Stage stage = raised ? Alarm.Stage.CONFIRMED : Alarm.Stage.RAISED;
    change = new Change(stage, raised ? change.onset : since.time(), before, since.mean());
    confirmed = raised;
    raised = true;
    needed = Math.max(LEAST_VALUES, since.count());
    levels.forgetBefore(onset);
    restart();
    return change;
  }

  private @Nullable Change judge() {
    double mean = sum / count;
    long judged = count;
    restart();
    if (Math.abs(mean - change.before) >= Math.abs(mean - change.after)) {
      boolean first = !confirmed;
      confirmed = true;
      return first ? new Change(Alarm.Stage.CONFIRMED, change.onset, change.before, mean) : null;
    }
    raised = false;
    // What comes next is compared with the level that is back.
    levels.forgetBefore(detector.values() - judged);
    return new Change(Alarm.Stage.ENDED, change.onset, change.before, mean);
  }

  private void restart() {
    count = 0;
    sum = 0;
  }

  /** Writes the state between two values. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    detector.writeTo(out);
    levels.writeTo(out);
    out.writeBoolean(raised);
    out.writeBoolean(confirmed);
    out.writeLong(change.onset);
    out.writeDouble(change.before);
    out.writeDouble(change.after);
    out.writeLong(needed);
    out.writeLong(count);
    out.writeDouble(sum);
  }

  /** An alarm that goes on where the written one stopped. */
  public static SeriesAlarm readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("series alarm, version: " + version + " (expected: " + VERSION + ")");
    }
    SeriesAlarm alarm = new SeriesAlarm(ChangeDetectors.readFrom(in));
    alarm.levels = LevelHistory.readFrom(in);
    alarm.raised = in.readBoolean();
    alarm.confirmed = in.readBoolean();
    Alarm.Stage stage = alarm.raised ? Alarm.Stage.RAISED : Alarm.Stage.ENDED;
    alarm.change = new Change(stage, in.readLong(), in.readDouble(), in.readDouble());
    alarm.needed = in.readLong();
    alarm.count = in.readLong();
    alarm.sum = in.readDouble();
    return alarm;
  }
}
