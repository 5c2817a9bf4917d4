package io.millrace.transforms.drift;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.Summary;
import io.millrace.transforms.windows.WindowResult;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Counts the features of predicted rows on the deployment's fixed grid, by window and model
 * version.
 *
 * <p>Input: scored batches in the global window, bounded or not. Output: exact, additive counts,
 * given out as {@link SummarizeByWindow} says.
 *
 * <p>Next: {@link DetectDrift}.
 */
public final class CountFeatures
    extends PTransform<PCollection<ScoredBatch>, PCollection<WindowResult<VersionCounts>>> {
  private final EventTimeWindows windows;
  private final Grid grid;

  /** The grid, shipped as JSON and read where it is used. */
  static final class Grid implements Serializable {
    private final String json;
    private transient @Nullable FeatureGrid grid;

    Grid(FeatureGrid grid) {
      this.json = grid.toJson();
    }

    FeatureGrid get() {
      FeatureGrid read = grid;
      if (read == null) {
        read = FeatureGrid.fromJson(json);
        grid = read;
      }
      return read;
    }
  }

  private CountFeatures(EventTimeWindows windows, Grid grid) {
    this.windows = windows;
    this.grid = grid;
  }

  public static CountFeatures on(FeatureGrid grid, EventTimeWindows windows) {
    return new CountFeatures(windows, new Grid(grid));
  }

  /** The coder of counts on this grid. */
  static DataCoder<VersionCounts> coder(Grid grid) {
    return DataCoder.of(
        "VersionCounts",
        (counts, out) -> counts.writeTo(out),
        in -> VersionCounts.readFrom(in, grid.get()));
  }

  @Override
  public PCollection<WindowResult<VersionCounts>> expand(PCollection<ScoredBatch> batches) {
    return batches.apply("Summarize", SummarizeByWindow.of(windows, new CountSummary(grid)));
  }

  private record CountSummary(Grid grid) implements Summary<ScoredBatch, VersionCounts> {
    @Override
    public VersionCounts create() {
      return new VersionCounts(grid.get());
    }

    @Override
    public long[] eventTimes(ScoredBatch batch) {
      return batch.rows().eventTimes();
    }

    @Override
    public ScoredBatch select(ScoredBatch batch, int[] rows, int count) {
      return batch.select(rows, count);
    }

    @Override
    public VersionCounts add(VersionCounts counts, ScoredBatch batch) {
      counts.of(batch.version()).add(batch.rows());
      return counts;
    }

    @Override
    public VersionCounts merge(VersionCounts into, VersionCounts other) {
      into.merge(other);
      return into;
    }

    @Override
    public Coder<VersionCounts> coder() {
      return CountFeatures.coder(grid);
    }
  }
}
