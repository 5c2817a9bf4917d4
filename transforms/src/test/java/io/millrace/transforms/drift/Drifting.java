package io.millrace.transforms.drift;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.Rows;
import io.millrace.transforms.feedback.Errors;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows of ten milliseconds of one feature, {@code kind}, which is quiet or drifts. */
final class Drifting {
  static final Layout LAYOUT = Rows.layout("kind", ValueType.STRING);

  private Drifting() {}

  /** Two kinds, 200 rows, of which so many are of kind a. */
  static ColumnBatch rows(int a) {
    Rows rows = Rows.of(LAYOUT);
    for (int i = 0; i < 200; i++) {
      rows.add("id" + i, 0, i < a ? "a" : "b");
    }
    return rows.batch();
  }

  static FeatureGrid grid() {
    return FeatureGrid.build(List.of(rows(100)), 10, 10);
  }

  /** Half of the rows are of kind a, and errors are 1 and 3. */
  record References() implements ReferenceSource {
    @Override
    public ModelReference of(long version) {
      GridCounts counts = new GridCounts(grid());
      counts.add(rows(100));
      return ModelReference.of(counts, moments(1, 3));
    }
  }

  static WindowResult<VersionCounts> counts(long version, long end, int a) {
    VersionCounts counts = new VersionCounts(grid(), Slicing.none());
    counts.of(version).add(rows(a));
    return new WindowResult<>(end - 10, end, 0, counts);
  }

  /** So many rows of two versions, in which the one that comes first was counted first. */
  static WindowResult<VersionCounts> swap(long end, Map<Long, Integer> rows) {
    VersionCounts counts = new VersionCounts(grid(), Slicing.none());
    rows.forEach(
        (version, number) -> {
          for (int i = 0; i < number; i++) {
            counts.of(version).add(Rows.of(LAYOUT).add("id", 0, i % 10 < 9 ? "a" : "b").batch());
          }
        });
    return new WindowResult<>(end - 10, end, 0, counts);
  }

  /** The errors of both windows, which end at the same time. */
  static WindowResult<Quality> both(WindowResult<Quality> one, WindowResult<Quality> other) {
    return new WindowResult<>(one.start(), one.end(), 0, one.value().plus(other.value()));
  }

  static WindowResult<Quality> quality(long version, long end, double low, double high) {
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    ErrorMoments moments = moments(low, high);
    versions.put(
        version, new Quality.VersionQuality(new Errors(moments, moments, moments, moments)));
    return new WindowResult<>(end - 10, end, 0, new Quality(versions));
  }

  /** A hundred errors, half of them low and half high. */
  private static ErrorMoments moments(double low, double high) {
    ErrorMoments moments = ErrorMoments.NONE;
    for (int i = 0; i < 50; i++) {
      moments = moments.plus(low).plus(high);
    }
    return moments;
  }
}
