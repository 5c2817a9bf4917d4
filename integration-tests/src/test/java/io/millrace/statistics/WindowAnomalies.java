package io.millrace.statistics;

import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.tensorflow.metadata.v0.Anomalies;

/** The anomalies that a pipeline in this process gave out, by window and pane. */
final class WindowAnomalies {
  private static final Map<String, WindowAnomalies> BY_NAME = new ConcurrentHashMap<>();

  private final Map<Long, ConcurrentSkipListMap<Long, Anomalies>> windows =
      new ConcurrentHashMap<>();

  /** Those of the pipeline with this name. */
  static WindowAnomalies of(String name) {
    return BY_NAME.computeIfAbsent(name, key -> new WindowAnomalies());
  }

  /** The numbers of a window's panes, in order. */
  List<Long> numbersOf(long start) {
    return List.copyOf(panes(start).keySet());
  }

  /** Those of a window's panes but the last, in order. */
  List<Anomalies> beforeLast(long start) {
    return List.copyOf(panes(start).headMap(panes(start).lastKey()).values());
  }

  /** Those of a window's last pane. */
  Anomalies last(long start) {
    return panes(start).lastEntry().getValue();
  }

  private ConcurrentSkipListMap<Long, Anomalies> panes(long start) {
    return Objects.requireNonNull(windows.get(start));
  }

  /** Takes the anomalies. */
  static final class Keep extends DoFn<WindowResult<Anomalies>, Void> {
    private final String name;

    Keep(String name) {
      this.name = name;
    }

    @ProcessElement
    public void take(@Element WindowResult<Anomalies> result) {
      Anomalies before =
          of(name)
              .windows
              .computeIfAbsent(result.start(), start -> new ConcurrentSkipListMap<>())
              .put(result.pane(), result.value());
      if (before != null) {
        throw new IllegalStateException("pane: " + result.pane() + " (expected: once a window)");
      }
    }
  }
}
