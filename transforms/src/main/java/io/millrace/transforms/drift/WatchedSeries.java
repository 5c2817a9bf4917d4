package io.millrace.transforms.drift;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.Slicing;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A series of labelled examples' values that an online detector watches, over all of them and by
 * slice.
 *
 * @param detector a name that {@link ChangeDetectors#names} has
 * @param parameters as {@link ChangeDetectors#create} takes them
 * @param on {@code error}, {@code label}, {@code prediction}, or a column of numbers
 * @param above if given, the detector is shown 1 for a value above it and 0 for another
 * @param asksForTraining whether a change over all examples asks for a new model
 */
public record WatchedSeries(
    String detector,
    Map<String, String> parameters,
    String on,
    @Nullable Double above,
    Slicing slicing,
    boolean asksForTraining)
    implements Serializable {

  public WatchedSeries {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    ChangeDetectors.create(detector, parameters);
  }

  /** What its state is known by, of each slice: other settings but for the slices, another one. */
  String name() {
    return detector + parameters + " " + on + (above == null ? "" : " above " + above);
  }

  /**
   * What the alarms of this series say was measured: the detector, with the settings that it was
   * given, whatever else is watched. Alarms that differ in nothing are one alarm.
   */
  String measure() {
    return detector
        + (parameters.isEmpty() ? "" : " " + parameters)
        + (above == null ? "" : " above " + above);
  }

  /** By name; of those of the same name one, by the slices of all. */
  static Map<String, WatchedSeries> byName(List<WatchedSeries> all) {
    Map<String, WatchedSeries> byName = new LinkedHashMap<>();
    for (WatchedSeries series : all) {
      byName.merge(series.name(), series, WatchedSeries::withSlicesOf);
    }
    return byName;
  }

  private WatchedSeries withSlicesOf(WatchedSeries other) {
    Set<SliceSpec> specs = new LinkedHashSet<>(slicing.specs());
    specs.addAll(other.slicing.specs());
    boolean asks = asksForTraining || other.asksForTraining;
    return new WatchedSeries(
        detector, parameters, on, above, new Slicing(List.copyOf(specs)), asks);
  }

  ChangeDetector newDetector() {
    return ChangeDetectors.create(detector, parameters);
  }

  /** What the detector is shown of a value. */
  double watched(double value) {
    return above == null ? value : value > above ? 1 : 0;
  }

  /** Whether a new model version makes another series of it. */
  boolean isOfVersion() {
    return on.equals(DriftMonitor.ERROR) || on.equals(ExampleCodec.PREDICTION);
  }

  /** Whether the example's columns have to be looked at. */
  boolean needsColumns() {
    return !slicing.isEmpty() || !(isOfVersion() || on.equals(ExampleCodec.LABEL));
  }
}
