package io.millrace.pipelines.local;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.drift.CategoryFeature;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.FrequencyEncoder;
import io.millrace.models.drift.GridBuilder;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.GridFeature;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.RowGroups;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.drift.multivariate.EncodedSample;
import io.millrace.models.drift.windows.Period;
import io.millrace.models.drift.windows.SavedReference;
import io.millrace.models.drift.windows.WindowCounts;
import io.millrace.models.statistics.Slicing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Counts data files for drift, with several threads; the result does not depend on how many.
 *
 * @param threads how many splits are read at a time, at least 1
 * @param rowsRead told of every batch's rows, by several threads
 */
public record DriftFiles(int threads, LongConsumer rowsRead) {
  private static final int SAMPLED = 2000;

  /**
   * What a reference is made of.
   *
   * @param span the event times of its rows
   * @param features the columns to watch, whatever they look like; empty for all that can be
   * @param ignored columns that are not watched
   * @param numericBins bins of numbers, of equal shares of the reference
   * @param maxCategories values that get a bin of their own
   */
  public record Plan(
      TimeSpan span,
      Set<String> features,
      Set<String> ignored,
      Slicing slicing,
      Season season,
      int numericBins,
      int maxCategories) {}

  /** Lays a grid over the reference, in a first pass over the files, and counts it in a second. */
  public SavedReference reference(List<String> patterns, ReadOptions reading, Plan plan)
      throws InputException {
    try {
      DataFiles files = DataFiles.open(patterns, reading, threads);
      GridBuilder builder =
          files.fold(
              threads,
              GridBuilder::new,
              (grid, batch) -> within(batch, plan.span, grid::add),
              (grid, more) -> {
                grid.merge(more);
                return grid;
              });
      Map<String, String> unsuitable = new LinkedHashMap<>(builder.unsuitable());
      Set<String> without = new LinkedHashSet<>(plan.ignored);
      if (!plan.features.isEmpty()) {
        unsuitable.clear();
        for (GridFeature feature : builder.build(1, 1).features()) {
          if (!plan.features.contains(feature.name())) {
            without.add(feature.name());
          }
        }
      }
      unsuitable.keySet().removeAll(plan.ignored);
      without.addAll(unsuitable.keySet());
      FeatureGrid grid = builder.build(plan.numericBins, plan.maxCategories, without);
      check(plan.features, grid, patterns);
      ReferenceCounts counts =
          files.fold(
              threads,
              () -> new ReferenceCounts(grid, plan.slicing, plan.season),
              (sum, batch) -> within(batch, plan.span, sum::add),
              (sum, more) -> {
                sum.merge(more);
                return sum;
              });
      return new SavedReference(counts, unsuitable);
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  private static void check(Set<String> wanted, FeatureGrid grid, List<String> patterns)
      throws InputException {
    Set<String> missing = new LinkedHashSet<>(wanted);
    grid.features().forEach(feature -> missing.remove(feature.name()));
    if (!missing.isEmpty()) {
      throw new InputException("features: " + missing + " (expected: columns of " + patterns + ")");
    }
    if (grid.size() == 0) {
      throw new InputException(
          "reference: no column to watch in "
              + patterns
              + " (expected: one at least that is no id and no time)");
    }
  }

  /** The counts of all rows of these files. */
  public SlicedCounts count(List<String> patterns, ReadOptions reading, ReferenceCounts reference)
      throws InputException {
    try {
      return open(patterns, reading, reference.grid())
          .fold(
              threads,
              () -> new SlicedCounts(reference.grid(), reference.slicing()),
              (sum, batch) -> {
                sum.add(batch);
                rowsRead.accept(batch.rows());
              },
              (sum, more) -> {
                sum.merge(more);
                return sum;
              });
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  /** The counts of these files' rows by window of event time. */
  public WindowCounts count(
      List<String> patterns, ReadOptions reading, ReferenceCounts reference, Period period)
      throws InputException {
    try {
      return open(patterns, reading, reference.grid())
          .fold(
              threads,
              () -> new WindowCounts(reference.grid(), reference.slicing(), period),
              (sum, batch) -> {
                sum.add(batch);
                rowsRead.accept(batch.rows());
              },
              (sum, more) -> {
                sum.merge(more);
                return sum;
              });
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  /**
   * Samples of the encoded rows of these files.
   *
   * @param span the event times of the rows
   * @param window what is sampled by itself, by event time
   * @return the samples by window
   */
  public SortedMap<Long, EncodedSample> sample(
      List<String> patterns,
      ReadOptions reading,
      GridCounts reference,
      TimeSpan span,
      LongUnaryOperator window)
      throws InputException {
    try {
      return open(patterns, reading, reference.grid())
          .fold(
              threads,
              TreeMap::new,
              (samples, batch) ->
                  within(
                      batch,
                      span,
                      inside ->
                          RowGroups.split(
                              inside,
                              window,
                              (start, rows) -> sample(samples, start, reference).add(rows))),
              (samples, more) -> {
                more.forEach((start, rows) -> sample(samples, start, reference).merge(rows));
                return samples;
              });
    } catch (IOException e) {
      throw InputException.of(e);
    }
  }

  private static EncodedSample sample(
      SortedMap<Long, EncodedSample> samples, long start, GridCounts reference) {
    return samples.computeIfAbsent(
        start, s -> new EncodedSample(new FrequencyEncoder(reference), SAMPLED));
  }

  /** Columns that are strings in the reference are read as such, whatever they look like here. */
  private DataFiles open(List<String> patterns, ReadOptions reading, FeatureGrid grid)
      throws IOException {
    DataFiles files = DataFiles.open(patterns, reading, threads);
    Layout layout = files.layout();
    Map<String, ValueType> types = new LinkedHashMap<>(reading.types());
    for (GridFeature feature : grid.features()) {
      int column = layout.indexOf(feature.name());
      if (feature instanceof CategoryFeature
          && feature.type() == ValueType.STRING
          && column >= 0
          && layout.field(column).type() != ValueType.STRING) {
        types.putIfAbsent(feature.name(), ValueType.STRING);
      }
    }
    return types.equals(reading.types())
        ? files
        : DataFiles.open(patterns, reading.withTypes(types), threads);
  }

  private void within(ColumnBatch batch, TimeSpan span, Consumer<ColumnBatch> use) {
    rowsRead.accept(batch.rows());
    if (span.equals(TimeSpan.ALL)) {
      use.accept(batch);
      return;
    }
    RowGroups.split(
        batch,
        time -> span.holds(time) ? 1 : 0,
        (inside, rows) -> {
          if (inside == 1) {
            use.accept(rows);
          }
        });
  }
}
