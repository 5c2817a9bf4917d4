package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alarms that ask for training and have not led to a request, until they end. Of several, the
 * first one is asked for: that of the earliest window; of one window, by subject and measure.
 */
final class PendingAlarms {
  private static final Comparator<Alarm> FIRST =
      Comparator.comparingLong(Alarm::windowEnd)
          .thenComparing(Alarm::kind)
          .thenComparing(Alarm::subject)
          .thenComparing(Alarm::measure);

  private final List<Alarm> alarms = new ArrayList<>(2);

  /** Takes those that ask for training; what ended waits no more. */
  void add(List<Alarm> window) {
    for (Alarm alarm : window) {
      if (alarm.stage() == Alarm.Stage.ENDED) {
        alarms.removeIf(waiting -> isSame(waiting, alarm));
      }
      if (alarm.asksForTraining()) {
        alarms.add(alarm);
      }
    }
  }

  /**
   * Leaves those that count, once all of a window have come; of those that are the same, the first.
   *
   * @param version the one in use; an alarm on the error of another is of no account, for labels
   *     may come late
   */
  void settle(long version) {
    List<Alarm> counting = new ArrayList<>(2);
    for (Alarm alarm : alarms) {
      boolean outdated = alarm.isOnError() && alarm.version() != version;
      if (!outdated && counting.stream().noneMatch(first -> isSame(first, alarm))) {
        counting.add(alarm);
      }
    }
    alarms.clear();
    alarms.addAll(counting);
  }

  /** Forgets those of windows that ended before this time. */
  void forgetBefore(long end) {
    alarms.removeIf(alarm -> alarm.windowEnd() < end);
  }

  private static boolean isSame(Alarm one, Alarm other) {
    return one.kind() == other.kind()
        && one.subject().equals(other.subject())
        && one.slice().equals(other.slice())
        && one.measure().equals(other.measure());
  }

  void clear() {
    alarms.clear();
  }

  /** The alarm on the error, if the examples until this time hold those of its window. */
  @Nullable Alarm error(long end) {
    return until(of(true), end);
  }

  /** The alarm on a distribution, likewise. */
  @Nullable Alarm drift(long end) {
    return until(of(false), end);
  }

  private static @Nullable Alarm until(@Nullable Alarm alarm, long end) {
    return alarm == null || alarm.windowEnd() > end ? null : alarm;
  }

  private @Nullable Alarm of(boolean error) {
    return alarms.stream().filter(alarm -> alarm.isOnError() == error).min(FIRST).orElse(null);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(alarms.size());
    for (Alarm alarm : alarms) {
      alarm.writeTo(out);
    }
  }

  void readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      alarms.add(Alarm.readFrom(in));
    }
  }
}
