package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A window that was compared with the reference of a model version.
 *
 * @param watched what was compared: features, or the error, and then the window's labelled examples
 *     are in the store; CHANGE where detectors watch a series
 * @param version the version that predicted; where features or labels of several were counted, the
 *     one that was compared; of the errors of several, each has a window of its own
 * @param start the window's first millisecond since the epoch
 * @param end the first millisecond after it
 * @param rows the rows that were compared; where the error was, the window's labelled examples of
 *     this version
 * @param alarms what began, went on or ended with this window; usually nothing
 */
public record MonitoredWindow(
    Alarm.Kind watched, long version, long start, long end, long rows, List<Alarm> alarms) {
  public static final DataCoder<MonitoredWindow> CODER =
      DataCoder.of("MonitoredWindow", MonitoredWindow::write, MonitoredWindow::read);

  public MonitoredWindow {
    alarms = List.copyOf(alarms);
  }

  private static void write(MonitoredWindow window, DataOutput out) throws IOException {
    out.writeByte(window.watched.ordinal());
    out.writeLong(window.version);
    out.writeLong(window.start);
    out.writeLong(window.end);
    out.writeLong(window.rows);
    out.writeInt(window.alarms.size());
    for (Alarm alarm : window.alarms) {
      alarm.writeTo(out);
    }
  }

  private static MonitoredWindow read(DataInput in) throws IOException {
    Alarm.Kind watched = Alarm.Kind.values()[in.readByte()];
    long version = in.readLong();
    long start = in.readLong();
    long end = in.readLong();
    long rows = in.readLong();
    List<Alarm> alarms = new ArrayList<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      alarms.add(Alarm.readFrom(in));
    }
    return new MonitoredWindow(watched, version, start, end, rows, alarms);
  }
}
