package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an alarm becomes a training request, from windows in event-time order: the same
 * windows, the same decisions.
 *
 * <p>An alarm that asks for training waits until the labelled examples of its window are in the
 * store and the cooldown since the last request has passed. Of several that wait, the first one
 * counts. A new model version ends the waiting: what was seen, was seen against the old one.
 */
final class RetrainingPolicy {
  private static final long NEVER = Long.MIN_VALUE;

  private final long cooldownMillis;
  private long version;
  private long lastRequest = NEVER;
  private @Nullable MonitoredWindow waiting;

  RetrainingPolicy(Duration cooldown) {
    this.cooldownMillis = cooldown.toMillis();
  }

  /** Takes the next window and gives the alarm that is due with it, if one is. */
  Optional<Alarm> observe(MonitoredWindow window) {
    if (window.version() > version) {
      version = window.version();
      waiting = null;
    }
    if (waiting == null && window.alarms().stream().anyMatch(Alarm::asksForTraining)) {
      waiting = window;
    }
    MonitoredWindow due = waiting;
    boolean examplesStored = window.watched() == Alarm.Kind.ERROR;
    if (due == null
        || !examplesStored
        || window.end() < due.end()
        || (lastRequest != NEVER && window.end() - lastRequest < cooldownMillis)) {
      return Optional.empty();
    }
    return due.alarms().stream().filter(Alarm::asksForTraining).findFirst();
  }

  /** What to say of a window with which nothing was requested. */
  Decision undecided(MonitoredWindow window) {
    MonitoredWindow due = waiting;
    if (due == null) {
      return new Decision(window.end(), Decision.Outcome.NOTHING, "", 0);
    }
    String reason =
        due.alarms().stream()
            .filter(Alarm::asksForTraining)
            .map(Alarm::describe)
            .collect(Collectors.joining("; "));
    return new Decision(window.end(), Decision.Outcome.WAIT, reason, 0);
  }

  /** The due alarm became a request, or belongs to one that was already made. */
  void requested(MonitoredWindow window) {
    lastRequest = window.end();
    waiting = null;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(1);
    out.writeLong(version);
    out.writeLong(lastRequest);
    MonitoredWindow window = waiting;
    out.writeBoolean(window != null);
    if (window != null) {
      MonitoredWindow.CODER.encode(window, (java.io.OutputStream) out);
    }
  }

  static RetrainingPolicy readFrom(DataInput in, Duration cooldown) throws IOException {
    int form = in.readByte();
    if (form != 1) {
      throw new IOException("retraining policy state: version " + form + " (expected: 1)");
    }
    RetrainingPolicy policy = new RetrainingPolicy(cooldown);
    policy.version = in.readLong();
    policy.lastRequest = in.readLong();
    if (in.readBoolean()) {
      policy.waiting = MonitoredWindow.CODER.decode((java.io.InputStream) in);
    }
    return policy;
  }
}
