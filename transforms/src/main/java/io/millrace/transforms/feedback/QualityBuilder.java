package io.millrace.transforms.feedback;

import io.millrace.models.drift.ErrorMeasure;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums errors by version, and within each by slice. */
final class QualityBuilder {
  private final ErrorMeasure measure;
  private final Map<Long, Version> versions = new HashMap<>();

  private static final class Version {
    final Part all = new Part();
    final Map<String, Part> slices = new HashMap<>();
  }

  private static final class Part {
    final ErrorSums errors = new ErrorSums();
    final ErrorSums retracted = new ErrorSums();

    void add(LabelledExample example, ErrorMeasure measure) {
      add(errors, example.label(), example.prediction(), measure);
      Double replaced = example.replaced();
      if (replaced != null) {
        add(retracted, replaced, example.prediction(), measure);
      }
    }

    private static void add(ErrorSums sums, double label, double prediction, ErrorMeasure measure) {
      sums.add(measure.of(label, prediction), label, prediction);
    }

    MeasuredErrors build() {
      return new MeasuredErrors(errors.toErrors(), retracted.toErrors());
    }
  }

  QualityBuilder(ErrorMeasure measure) {
    this.measure = measure;
  }

  void add(LabelledExample example) {
    version(example).all.add(example, measure);
  }

  /** Counts an example in a slice; over all it has to be counted by itself. */
  void add(String slice, LabelledExample example) {
    version(example).slices.computeIfAbsent(slice, key -> new Part()).add(example, measure);
  }

  private Version version(LabelledExample example) {
    return versions.computeIfAbsent(example.version(), version -> new Version());
  }

  Quality build() {
    SortedMap<Long, Quality.VersionQuality> built = new TreeMap<>();
    versions.forEach(
        (version, parts) -> {
          SortedMap<String, MeasuredErrors> slices = new TreeMap<>();
          parts.slices.forEach((key, part) -> slices.put(key, part.build()));
          built.put(version, new Quality.VersionQuality(parts.all.build(), slices));
        });
    return new Quality(built);
  }
}
