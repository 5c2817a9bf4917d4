package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.transforms.drift.MonitoredWindow;
import java.util.List;

/** Monitored windows of ten milliseconds. */
final class Windows {
  private Windows() {}

  static MonitoredWindow feature(long version, long end, Alarm... alarms) {
    return new MonitoredWindow(Alarm.Kind.FEATURE, version, end - 10, end, 100, List.of(alarms));
  }

  /** A window whose labelled examples are in the store. */
  static MonitoredWindow error(long version, long end, Alarm... alarms) {
    return error(version, end, 100, alarms);
  }

  static MonitoredWindow error(long version, long end, long rows, Alarm... alarms) {
    return new MonitoredWindow(Alarm.Kind.ERROR, version, end - 10, end, rows, List.of(alarms));
  }

  static Alarm alarm(String subject, long version, long end, boolean asksForTraining) {
    return new Alarm(
        subject.equals("error") ? Alarm.Kind.ERROR : Alarm.Kind.FEATURE,
        subject,
        "",
        subject.equals("error") ? "cusum" : "psi",
        Alarm.Stage.CONFIRMED,
        0.5,
        0.25,
        version,
        end - 10,
        end,
        Origin.at(end - 10),
        asksForTraining);
  }
}
