package io.millrace.statistics;

import com.google.protobuf.TextFormat;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.transforms.windows.WindowResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.DoFn;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** The panes that a pipeline in this process gave out. */
final class WindowPanes {
  private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d{7,}(E-?\\d+)?");
  private static final Map<String, WindowPanes> BY_NAME = new ConcurrentHashMap<>();

  private record Pane(long start, long number) {}

  private final Map<Pane, Map<String, String>> panes = new ConcurrentHashMap<>();

  /** Those of the pipeline with this name. */
  static WindowPanes of(String name) {
    return BY_NAME.computeIfAbsent(name, key -> new WindowPanes());
  }

  /** The numbers of a window's panes, in order. */
  List<Long> numbersOf(long start) {
    return panes.keySet().stream()
        .filter(pane -> pane.start == start)
        .map(Pane::number)
        .sorted()
        .toList();
  }

  /** The statistics of each slice in a pane. */
  Map<String, String> get(long start, long number) {
    return Objects.requireNonNull(panes.get(new Pane(start, number)));
  }

  /**
   * By slice as text, with the features in the order of their names and numbers to six digits after
   * the point: sums in another order differ in the last ones.
   */
  static Map<String, String> bySlice(SlicedStatistics statistics) {
    return statistics.toProto().getDatasetsList().stream()
        .collect(
            Collectors.toMap(
                DatasetFeatureStatistics::getName, dataset -> text(withFeaturesInOrder(dataset))));
  }

  private static String text(DatasetFeatureStatistics dataset) {
    return FRACTION
        .matcher(TextFormat.printer().printToString(dataset))
        .replaceAll(
            number ->
                new BigDecimal(number.group()).setScale(6, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static DatasetFeatureStatistics withFeaturesInOrder(DatasetFeatureStatistics dataset) {
    return dataset.toBuilder()
        .clearFeatures()
        .addAllFeatures(
            dataset.getFeaturesList().stream()
                .sorted(Comparator.comparing(feature -> feature.getPath().getStep(0)))
                .toList())
        .build();
  }

  /** Takes the panes. */
  static final class Keep extends DoFn<WindowResult<SlicedStatistics>, Void> {
    private final String name;

    Keep(String name) {
      this.name = name;
    }

    @ProcessElement
    public void take(@Element WindowResult<SlicedStatistics> result) {
      Map<String, String> before =
          of(name).panes.put(new Pane(result.start(), result.pane()), bySlice(result.value()));
      if (before != null) {
        throw new IllegalStateException("pane: " + result.pane() + " (expected: once a window)");
      }
    }
  }
}
