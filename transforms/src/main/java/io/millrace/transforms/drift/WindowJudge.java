package io.millrace.transforms.drift;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorHistory;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureVerdict;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.VersionInUse;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.MeasuredErrors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges the windows of a model one after the other: all that {@link JudgeFn} keeps. */
final class WindowJudge {
  private FeatureDriftTest test;
  private DriftMonitor monitor;
  private ErrorHistory history = new ErrorHistory();
  private LabelBaseline labels = LabelBaseline.NONE;

  WindowJudge(FeatureDriftTest test, DriftMonitor.Settings settings) {
    this.test = test;
    this.monitor = new DriftMonitor(settings);
  }

  /** Goes on by these settings: what stands stays, the next window is judged by them. */
  void follow(FeatureDriftTest otherTest, DriftMonitor.Settings settings) {
    test = otherTest;
    monitor.follow(settings);
  }

  /** What the next window says, by version where there are errors of several. */
  List<MonitoredWindow> judge(Observation observation, ReferenceSource references)
      throws IOException {
    WindowResult<VersionCounts> counts = observation.counts();
    WindowResult<Quality> quality = observation.quality();
    WindowResult<LabelCoverage> coverage = observation.coverage();
    if (counts != null) {
      return List.of(distributions(observation.watched(), counts, references));
    }
    if (quality != null) {
      return errors(quality, references);
    }
    return coverage == null ? List.of() : List.of(coverage(coverage));
  }

  private MonitoredWindow distributions(
      Alarm.Kind watched, WindowResult<VersionCounts> window, ReferenceSource references)
      throws IOException {
    VersionCounts counts = window.value();
    long inUse = monitor.version();
    // At first most labels are of records that the version before predicted.
    boolean isLabelled = watched == Alarm.Kind.OUTPUT && counts.has(inUse);
    long version = isLabelled ? inUse : counts.prevailing();
    SlicedCounts current = counts.of(version);
    List<FeatureVerdict> features = new ArrayList<>();
    List<FeatureVerdict> outputs = new ArrayList<>();
    ModelReference reference = references.of(version);
    Duration length = Duration.ofMillis(window.end() - window.start());
    for (Map.Entry<String, GridCounts> slice : current.slices().entrySet()) {
      GridCounts with =
          reference.counts().of(slice.getKey(), window.start(), length, test.minimumRows());
      if (with == null) {
        continue;
      }
      for (FeatureVerdict verdict : test.judge(slice.getKey(), with, slice.getValue())) {
        boolean label = verdict.feature().equals(ExampleCodec.LABEL);
        if (watched == Alarm.Kind.OUTPUT ? label : isPrediction(verdict)) {
          outputs.add(verdict);
        } else if (watched == Alarm.Kind.FEATURE && !label) {
          features.add(verdict);
        }
      }
    }
    List<Alarm> alarms = new ArrayList<>();
    if (watched == Alarm.Kind.FEATURE) {
      alarms.addAll(monitor.observeFeatures(version, window.start(), window.end(), features));
    }
    alarms.addAll(
        monitor.observe(Alarm.Kind.OUTPUT, version, window.start(), window.end(), outputs));
    return new MonitoredWindow(
        watched, version, window.start(), window.end(), current.all().rows(), alarms);
  }

  private static boolean isPrediction(FeatureVerdict verdict) {
    return verdict.feature().equals(ExampleCodec.PREDICTION);
  }

  private List<MonitoredWindow> errors(WindowResult<Quality> window, ReferenceSource references)
      throws IOException {
    List<MonitoredWindow> judged = new ArrayList<>();
    for (Map.Entry<Long, Quality.VersionQuality> entry :
        VersionInUse.byRows(window.value().versions(), quality -> quality.error().count())) {
      long version = entry.getKey();
      Quality.VersionQuality quality = entry.getValue();
      SortedMap<String, ErrorMoments> slices = new TreeMap<>();
      for (Map.Entry<String, MeasuredErrors> slice : quality.slices().entrySet()) {
        slices.put(slice.getKey(), slice.getValue().errors().watched());
      }
      ModelReference reference = references.of(version);
      List<Alarm> onAll =
          monitor.observeError(
              version, window.start(), window.end(), reference.error(), quality.error());
      if (version == monitor.version()) {
        history.add(version, window.start(), new ErrorHistory.Window(quality.error(), slices));
      }
      List<Alarm> alarms = new ArrayList<>();
      for (Alarm alarm : onAll) {
        alarms.add(history.explain(alarm));
      }
      for (Map.Entry<String, ErrorMoments> slice : slices.entrySet()) {
        ErrorMoments usual = reference.slices().get(slice.getKey());
        if (usual != null) {
          alarms.addAll(
              monitor.observe(
                  Alarm.Kind.ERROR,
                  DriftMonitor.ERROR,
                  slice.getKey(),
                  version,
                  window.start(),
                  window.end(),
                  usual,
                  slice.getValue()));
        }
      }
      long rows = quality.all().net().absolute().count();
      judged.add(
          new MonitoredWindow(
              Alarm.Kind.ERROR, version, window.start(), window.end(), rows, alarms));
    }
    return judged;
  }

  private MonitoredWindow coverage(WindowResult<LabelCoverage> window) {
    long records = 0;
    long missing = 0;
    for (LabelCoverage.Counts counts : window.value().versions().values()) {
      records += counts.records();
      missing += counts.missing();
    }
    long version = monitor.version();
    List<Alarm> alarms =
        labels.isFixed()
            ? monitor.observe(
                Alarm.Kind.LABELS,
                DriftMonitor.MISSING_LABELS,
                "",
                version,
                window.start(),
                window.end(),
                labels.moments(),
                new ErrorMoments(records, missing, missing))
            : List.of();
    labels = labels.plus(records, missing);
    return new MonitoredWindow(
        Alarm.Kind.LABELS, version, window.start(), window.end(), records, alarms);
  }

  void writeTo(DataOutput out) throws IOException {
    monitor.writeTo(out);
    history.writeTo(out);
    labels.writeTo(out);
  }

  static WindowJudge readFrom(DataInput in, FeatureDriftTest test, DriftMonitor.Settings settings)
      throws IOException {
    WindowJudge judge = new WindowJudge(test, settings);
    judge.monitor = DriftMonitor.readFrom(in, settings);
    judge.history = ErrorHistory.readFrom(in);
    judge.labels = LabelBaseline.readFrom(in);
    return judge;
  }
}
