package io.millrace.transforms.retraining;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the policy hears of: a monitored window, or a file that has come.
 *
 * @param file the file's name; null for a window
 */
record PolicyEvent(@Nullable MonitoredWindow window, @Nullable String file) {
  static final DataCoder<PolicyEvent> CODER =
      DataCoder.of("PolicyEvent", PolicyEvent::write, PolicyEvent::read);

  private static void write(PolicyEvent event, DataOutput out) throws IOException {
    MonitoredWindow window = event.window;
    String file = event.file;
    out.writeBoolean(window != null);
    if (window != null) {
      MonitoredWindow.CODER.write(window, out);
    } else if (file != null) {
      DataCoders.writeText(file, out);
    }
  }

  private static PolicyEvent read(DataInput in) throws IOException {
    return in.readBoolean()
        ? new PolicyEvent(MonitoredWindow.CODER.read(in), null)
        : new PolicyEvent(null, DataCoders.readText(in));
  }
}
