package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.models.drift.SeriesAlarm;
import io.millrace.transforms.coders.DataCoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches one series and slice, window by window: all that is kept of it.
 *
 * <p>The version in use is the one that predicted the newest record of those with a label, be its
 * number higher or, after a rollback, lower than that of the one before. Labels of records that
 * others predicted may come long after; their errors and predictions are not looked at.
 */
final class SeriesWatch {
  static final DataCoder<SeriesWatch> CODER =
      DataCoder.of(
          "SeriesWatch",
          (watch, out) -> {
            out.writeLong(watch.version);
            out.writeLong(watch.newestRecord);
            watch.alarm.writeTo(out);
          },
          in -> new SeriesWatch(in.readLong(), in.readLong(), SeriesAlarm.readFrom(in)));

  private long version;
  private long newestRecord;
  private SeriesAlarm alarm;

  private SeriesWatch(long version, long newestRecord, SeriesAlarm alarm) {
    this.version = version;
    this.newestRecord = newestRecord;
    this.alarm = alarm;
  }

  static SeriesWatch of(WatchedSeries series) {
    return new SeriesWatch(0, Long.MIN_VALUE, new SeriesAlarm(series.newDetector()));
  }

  /** Takes the values of the next window. */
  MonitoredWindow observe(
      WatchedSeries series, String slice, long start, long end, SeriesValues values) {
    follow(series, values);
    List<Alarm> alarms = new ArrayList<>();
    for (int i : values.inOrder()) {
      if (values.version(i) != version && series.isOfVersion()) {
        continue;
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

  /** Starts a series of the version's own over where another one is in use. */
  private void follow(WatchedSeries series, SeriesValues values) {
    if (values.newestRecord() <= newestRecord) {
      return;
    }
    newestRecord = values.newestRecord();
    if (values.newestVersion() != version) {
      version = values.newestVersion();
      alarm = series.isOfVersion() ? new SeriesAlarm(series.newDetector()) : alarm;
    }
  }

  private Alarm alarm(
      WatchedSeries series, String slice, long start, long end, SeriesAlarm.Change change) {
    boolean confirmed = change.stage() == Alarm.Stage.CONFIRMED;
    return new Alarm(
        Alarm.Kind.CHANGE,
        series.on(),
        slice,
        series.measure(),
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
