package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.models.drift.SeriesAlarm;
import io.millrace.transforms.coders.DataCoder;
import java.util.ArrayList;
import java.util.List;

/** Watches one series and slice, window by window: all that is kept of it. */
final class SeriesWatch {
  static final DataCoder<SeriesWatch> CODER =
      DataCoder.of(
          "SeriesWatch",
          (watch, out) -> {
            out.writeLong(watch.version);
            watch.alarm.writeTo(out);
          },
          in -> new SeriesWatch(in.readLong(), SeriesAlarm.readFrom(in)));

  private long version;
  private SeriesAlarm alarm;

  private SeriesWatch(long version, SeriesAlarm alarm) {
    this.version = version;
    this.alarm = alarm;
  }

  static SeriesWatch of(WatchedSeries series) {
    return new SeriesWatch(0, new SeriesAlarm(series.newDetector()));
  }

  /** Takes the values of the next window. */
  MonitoredWindow observe(
      WatchedSeries series, String slice, long start, long end, SeriesValues values) {
    List<Alarm> alarms = new ArrayList<>();
    for (int i : values.inOrder()) {
      if (values.version(i) > version) {
        alarm = series.isOfVersion() ? new SeriesAlarm(series.newDetector()) : alarm;
        version = values.version(i);
      } else if (values.version(i) < version && series.isOfVersion()) {
        continue; // what an older version still said
      }
      double value = values.value(i);
      SeriesAlarm.Change change = alarm.observe(values.time(i), value, series.watched(value));
      if (change != null) {
        alarms.add(alarm(series, slice, start, end, change));
      }
    }
    SeriesAlarm.Change atEnd = alarm.endWindow();
    if (atEnd != null) {
      alarms.add(alarm(series, slice, start, end, atEnd));
    }
    return new MonitoredWindow(Alarm.Kind.CHANGE, version, start, end, values.size(), alarms);
  }

  private Alarm alarm(
      WatchedSeries series, String slice, long start, long end, SeriesAlarm.Change change) {
    boolean confirmed = change.stage() == Alarm.Stage.CONFIRMED;
    return new Alarm(
        Alarm.Kind.CHANGE,
        series.on(),
        slice,
        series.detector(),
        change.stage(),
        change.after(),
        change.before(),
        version,
        start,
        end,
        Origin.at(change.onset(), change.size()),
        confirmed && series.asksForTraining() && slice.isEmpty());
  }
}
