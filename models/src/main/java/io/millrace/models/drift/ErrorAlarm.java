package io.millrace.models.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The alarm on one series of errors. It is raised when the {@link ErrorCusum} reaches its
 * threshold; the sum then starts over, and each time it gets there again the alarm is confirmed. It
 * ends when the sum was zero in {@code quietWindows} consecutive windows.
 *
 * <p>The change is thought to have begun with the first window after the one in which the sum was
 * zero last before the alarm was raised (Page 1954): the maximum likelihood estimate where each
 * window adds its log-likelihood ratio.
 *
 * <p>Windows come in order. Not thread-safe.
 */
final class ErrorAlarm {
  private static final int VERSION = 1;

  private ErrorCusum cusum;
  private int quietWindows;
  private double sum;
  private long onset;
  private ErrorMoments since = ErrorMoments.NONE;
  private boolean raised;
  private int quiet;

  /** What a window did to the alarm; the sum is the one that did it. */
  record Change(Alarm.Stage stage, double sum, Origin origin) {}

  ErrorAlarm(ErrorCusum cusum, int quietWindows) {
    this.cusum = cusum;
    this.quietWindows = quietWindows;
  }

  /** Goes on by these settings. */
  void follow(ErrorCusum other, int windows) {
    cusum = other;
    quietWindows = windows;
  }

  /** Takes the errors of the next window; null if nothing begins, is confirmed or ends. */
  @Nullable Change observe(long windowStart, ErrorMoments reference, ErrorMoments window) {
    if (window.count() < cusum.minimumRows()) {
      return null;
    }
    double next = cusum.next(sum, reference, window);
    boolean alarm = cusum.isAlarm(next);
    if (sum == 0 && !raised) {
      onset = windowStart;
      since = ErrorMoments.NONE;
    }
    since = since.plus(window);
    sum = alarm ? 0 : next;
    quiet = next == 0 ? quiet + 1 : 0;
    if (alarm) {
      Alarm.Stage stage = raised ? Alarm.Stage.CONFIRMED : Alarm.Stage.RAISED;
      raised = true;
      return new Change(stage, next, origin(reference));
    }
    if (raised && quiet >= quietWindows) {
      raised = false;
      return new Change(Alarm.Stage.ENDED, next, origin(reference));
    }
    return null;
  }

  private Origin origin(ErrorMoments reference) {
    return Origin.at(onset, since.mean() / reference.mean() - 1);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(sum);
    out.writeLong(onset);
    out.writeLong(since.count());
    out.writeDouble(since.sum());
    out.writeDouble(since.squares());
    out.writeBoolean(raised);
    out.writeInt(quiet);
  }

  static ErrorAlarm readFrom(DataInput in, ErrorCusum cusum, int quietWindows) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("error alarm: version " + version + " (expected: " + VERSION + ")");
    }
    ErrorAlarm alarm = new ErrorAlarm(cusum, quietWindows);
    alarm.sum = in.readDouble();
    alarm.onset = in.readLong();
    alarm.since = new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
    alarm.raised = in.readBoolean();
    alarm.quiet = in.readInt();
    return alarm;
  }
}
