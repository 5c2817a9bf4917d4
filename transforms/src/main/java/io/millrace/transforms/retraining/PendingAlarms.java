package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarms that ask for training and have not led to a request: the first of each kind. */
final class PendingAlarms {
  private final List<Alarm> alarms = new ArrayList<>(2);

  /** Takes those that ask for training, if none of their kind waits; what ended waits no more. */
  void add(List<Alarm> window) {
    for (Alarm alarm : window) {
      if (alarm.stage() == Alarm.Stage.ENDED) {
        alarms.removeIf(waiting -> isSame(waiting, alarm));
      }
      if (alarm.asksForTraining() && of(alarm.isOnError()) == null) {
        alarms.add(alarm);
      }
    }
  }

  private static boolean isSame(Alarm one, Alarm other) {
    return one.kind() == other.kind()
        && one.subject().equals(other.subject())
        && one.slice().equals(other.slice())
        && (one.kind() != Alarm.Kind.CHANGE || one.measure().equals(other.measure()));
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
    for (Alarm alarm : alarms) {
      if (alarm.isOnError() == error) {
        return alarm;
      }
    }
    return null;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(alarms.size());
    for (Alarm alarm : alarms) {
      alarm.writeTo(out);
    }
  }

  void readFrom(DataInput in) throws IOException {
    int size = in.readByte();
    for (int i = 0; i < size; i++) {
      alarms.add(Alarm.readFrom(in));
    }
  }
}
