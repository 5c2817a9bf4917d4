package io.millrace.models.drift;

import io.millrace.models.drift.patterns.EarlierConcept;
import io.millrace.models.drift.patterns.PatternFinding;
import io.millrace.models.drift.patterns.PatternNamer;
import io.millrace.models.drift.patterns.WindowStatistic;
import io.millrace.models.statistics.LongText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The errors of one model version in its last windows, over all and by slice: what is looked back
 * at when an alarm is raised. Not thread-safe.
 */
public final class ErrorHistory {
  private static final int VERSION = 2;
  private static final int MOST_WINDOWS = PatternNamer.MOST_WINDOWS;
  private static final int MOST_CONCEPTS = 10;

  private final TreeMap<Long, Window> windows = new TreeMap<>();
  private final List<EarlierConcept> earlier = new ArrayList<>();
  private long version;

  /** The errors of a window. */
  public record Window(ErrorMoments all, SortedMap<String, ErrorMoments> slices) {
    public Window {
      slices = new TreeMap<>(slices);
    }
  }

  /** Takes the next window of the version that is in use; another one starts over. */
  public void add(long modelVersion, long windowStart, Window window) {
    if (modelVersion != version) {
      version = modelVersion;
      windows.clear();
      earlier.clear();
    }
    windows.put(windowStart, window);
    if (windows.size() > MOST_WINDOWS) {
      windows.pollFirstEntry();
    }
  }

  /**
   * The alarm on all errors with what the windows tell of its change: its pattern, and where errors
   * went. When it ends, the time of the change becomes an earlier concept, which may come back.
   */
  public Alarm explain(Alarm alarm) {
    long onset = alarm.origin().onset();
    if (alarm.stage() == Alarm.Stage.ENDED) {
      keep(onset);
      return alarm;
    }
    List<WindowStatistic> series = new ArrayList<>();
    windows.forEach((start, window) -> addTo(series, start, window.all));
    PatternFinding finding = PatternNamer.name(series, List.copyOf(earlier));
    ErrorShift shift =
        ErrorShift.between(slices(windows.headMap(onset)), slices(windows.tailMap(onset)));
    String pattern = finding == null ? "" : finding.pattern().name().toLowerCase(Locale.ROOT);
    String evidence = finding == null ? "" : finding.evidence();
    if (shift != null) {
      evidence = evidence.isEmpty() ? shift.describe() : evidence + "; " + shift.describe();
    }
    return alarm.with(alarm.origin().withPattern(pattern, evidence));
  }

  private void keep(long onset) {
    ErrorMoments sum = ErrorMoments.NONE;
    for (Window window : windows.tailMap(onset).values()) {
      sum = sum.plus(window.all);
    }
    List<WindowStatistic> concept = new ArrayList<>(1);
    addTo(concept, onset, sum);
    for (WindowStatistic statistic : concept) {
      earlier.add(new EarlierConcept("the time from " + Instant.ofEpochMilli(onset), statistic));
    }
    if (earlier.size() > MOST_CONCEPTS) {
      earlier.remove(0);
    }
  }

  private static void addTo(List<WindowStatistic> series, long start, ErrorMoments errors) {
    double deviation = errors.standardDeviation();
    if (errors.count() > 0 && Double.isFinite(errors.mean()) && Double.isFinite(deviation)) {
      series.add(new WindowStatistic(start, errors.count(), errors.mean(), deviation * deviation));
    }
  }

  private static Map<String, ErrorMoments> slices(SortedMap<Long, Window> some) {
    Map<String, ErrorMoments> sums = new TreeMap<>();
    for (Window window : some.values()) {
      window.slices.forEach((slice, errors) -> sums.merge(slice, errors, ErrorMoments::plus));
    }
    return sums;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(version);
    out.writeInt(windows.size());
    for (Map.Entry<Long, Window> entry : windows.entrySet()) {
      out.writeLong(entry.getKey());
      write(entry.getValue().all, out);
      out.writeInt(entry.getValue().slices.size());
      for (Map.Entry<String, ErrorMoments> slice : entry.getValue().slices.entrySet()) {
        LongText.write(slice.getKey(), out);
        write(slice.getValue(), out);
      }
    }
    out.writeInt(earlier.size());
    for (EarlierConcept concept : earlier) {
      WindowStatistic statistic = concept.statistic();
      LongText.write(concept.name(), out);
      out.writeLong(statistic.start());
      out.writeLong(statistic.count());
      out.writeDouble(statistic.mean());
      out.writeDouble(statistic.variance());
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ErrorHistory readFrom(DataInput in) throws IOException {
    int form = in.readByte();
    if (form != VERSION) {
      throw new IOException("error history: version " + form + " (expected: " + VERSION + ")");
    }
    ErrorHistory history = new ErrorHistory();
    history.version = in.readLong();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long start = in.readLong();
      ErrorMoments all = read(in);
      SortedMap<String, ErrorMoments> slices = new TreeMap<>();
      int count = in.readInt();
      for (int slice = 0; slice < count; slice++) {
        slices.put(LongText.read(in), read(in));
      }
      history.windows.put(start, new Window(all, slices));
    }
    int concepts = in.readInt();
    for (int i = 0; i < concepts; i++) {
      history.earlier.add(
          new EarlierConcept(
              LongText.read(in),
              new WindowStatistic(in.readLong(), in.readLong(), in.readDouble(), in.readDouble())));
    }
    return history;
  }

  private static void write(ErrorMoments moments, DataOutput out) throws IOException {
    out.writeLong(moments.count());
    out.writeDouble(moments.sum());
    out.writeDouble(moments.squares());
  }

  private static ErrorMoments read(DataInput in) throws IOException {
    return new ErrorMoments(in.readLong(), in.readDouble(), in.readDouble());
  }
}
