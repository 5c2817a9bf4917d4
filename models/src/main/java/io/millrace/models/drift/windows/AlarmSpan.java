package io.millrace.models.drift.windows;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm from the window that raised it to the one that ended it.
 *
 * @param slice of the rows; empty for all
 * @param value in the window that raised it
 * @param limit what the value was above
 * @param confirmed the window that did; null if none has
 * @param ended the window that did; null while it stands
 */
public record AlarmSpan(
    String feature,
    String slice,
    String measure,
    double value,
    double limit,
    String raised,
    @Nullable String confirmed,
    @Nullable String ended) {

  /** The alarms of these windows, in the order in which they were raised. */
  public static List<AlarmSpan> of(List<WindowVerdict> windows) {
    List<AlarmSpan> spans = new ArrayList<>();
    for (WindowVerdict window : windows) {
      for (FeatureAlarms.Change change : window.alarms()) {
        FeatureVerdict verdict = change.verdict();
        if (change.stage() == Alarm.Stage.RAISED) {
          spans.add(
              new AlarmSpan(
                  verdict.feature(),
                  verdict.slice(),
                  verdict.measure(),
                  verdict.value(),
                  verdict.limit(),
                  window.window(),
                  null,
                  null));
        } else {
          int standing = standing(spans, verdict);
          spans.set(standing, spans.get(standing).after(change.stage(), window.window()));
        }
      }
    }
    return spans;
  }

  private static int standing(List<AlarmSpan> spans, FeatureVerdict verdict) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      AlarmSpan span = spans.get(i);
      if (span.feature.equals(verdict.feature())
          && span.slice.equals(verdict.slice())
          && span.measure.equals(verdict.measure())) {
        return i;
      }
    }
    throw new IllegalStateException(
        "alarm on " + verdict.feature() + ": none (expected: one that was raised)");
  }

  private AlarmSpan after(Alarm.Stage stage, String window) {
    boolean ends = stage == Alarm.Stage.ENDED;
    return new AlarmSpan(
        feature,
        slice,
        measure,
        value,
        limit,
        raised,
        ends ? confirmed : window,
        ends ? window : ended);
  }
}
