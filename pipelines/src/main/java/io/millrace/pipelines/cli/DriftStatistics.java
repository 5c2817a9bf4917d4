package io.millrace.pipelines.cli;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.drift.windows.StatisticsCounts;
import io.millrace.models.statistics.Slicing;
import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

/** A file, or shards, of statistics in place of data that is compared. */
record DriftStatistics(String file) {

  /** Whether the name is one of statistics. */
  static boolean isNamed(String name) throws InputException {
    return Artifacts.isNameOfStatistics(Path.of(name));
  }

  /**
   * Refuses an option that only rows have an answer to, if there are statistics among the files.
   */
  static void refuse(String option, List<String> files) throws InputException {
    for (String file : files) {
      if (isNamed(file)) {
        throw new IllegalArgumentException(
            option + ": with statistics, " + file + " (expected: data files)");
      }
    }
  }

  /**
   * The counts of a reference.
   *
   * @param wanted features; none for all that can be compared
   */
  SavedReference reference(Set<String> wanted, Set<String> ignored) throws InputException {
    DatasetFeatureStatistics statistics = Artifacts.dataset(Path.of(file));
    Map<String, String> unsuitable = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      unsuitable.putAll(StatisticsCounts.unsuitable(statistics));
      unsuitable.keySet().removeAll(ignored);
    }
    FeatureGrid grid =
        StatisticsCounts.grid(
            statistics,
            name ->
                !ignored.contains(name)
                    && !unsuitable.containsKey(name)
                    && (wanted.isEmpty() || wanted.contains(name)));
    check(grid, wanted);
    ReferenceCounts counts = new ReferenceCounts(grid, Slicing.none(), Season.NONE);
    try {
      counts.whole().add(StatisticsCounts.count(statistics, grid));
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
    return new SavedReference(counts, unsuitable);
  }

  private void check(FeatureGrid grid, Set<String> wanted) throws InputException {
    Set<String> unknown = new TreeSet<>(wanted);
    for (int i = 0; i < grid.size(); i++) {
      unknown.remove(grid.feature(i).name());
    }
    if (!unknown.isEmpty()) {
      throw new InputException(
          "--features: " + unknown + " (expected: features of numbers or strings of " + file + ")");
    }
    if (grid.size() == 0) {
      throw new InputException(
          "--reference: no feature to watch in "
              + file
              + " (expected: one at least that is no id and no time, with a histogram)");
    }
  }

  /** The counts of a window, on the grid of the reference. */
  GridCounts window(GridCounts reference) throws InputException {
    DatasetFeatureStatistics statistics = Artifacts.dataset(Path.of(file));
    try {
      return StatisticsCounts.count(statistics, reference);
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }
}
