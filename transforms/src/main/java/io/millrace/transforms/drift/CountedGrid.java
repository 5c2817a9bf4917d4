package io.millrace.transforms.drift;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.windows.Summary;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/** What is counted: a grid, shipped as JSON and read where it is used, and slices. */
final class CountedGrid implements Serializable {
  private final String json;
  private final Slicing slicing;
  private transient @Nullable FeatureGrid grid;

  CountedGrid(FeatureGrid grid, Slicing slicing) {
    this.json = grid.toJson();
    this.slicing = slicing;
  }

  FeatureGrid grid() {
    FeatureGrid read = grid;
    if (read == null) {
      read = FeatureGrid.fromJson(json);
      grid = read;
    }
    return read;
  }

  boolean has(String feature) {
    return grid().features().stream().anyMatch(known -> known.name().equals(feature));
  }

  /** The coder of counts on this grid. */
  DataCoder<VersionCounts> coder() {
    return DataCoder.of(
        "VersionCounts",
        (counts, out) -> counts.writeTo(out),
        in -> VersionCounts.readFrom(in, grid(), slicing));
  }

  VersionCounts newCounts() {
    return new VersionCounts(grid(), slicing);
  }

  /** The part of a summary that is alike for all that is counted. */
  interface Counting<ElementT> extends Summary<ElementT, VersionCounts> {
    CountedGrid counted();

    @Override
    default VersionCounts create() {
      return counted().newCounts();
    }

    @Override
    default VersionCounts merge(VersionCounts into, VersionCounts other) {
      into.merge(other);
      return into;
    }

    @Override
    default Coder<VersionCounts> coder() {
      return counted().coder();
    }
  }
}
