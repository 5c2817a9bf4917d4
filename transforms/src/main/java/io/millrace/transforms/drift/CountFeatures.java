package io.millrace.transforms.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Counts the features of predicted rows on the deployment's fixed grid, by window, model version
 * and slice. If the grid has a feature {@link ExampleCodec#PREDICTION}, what the model said is
 * counted as one.
 *
 * <p>Input: scored batches in the global window, bounded or not. Output: exact, additive counts,
 * given out as {@link SummarizeByWindow} says.
 *
 * <p>Next: {@link DetectDrift}.
 */
public final class CountFeatures
    extends PTransform<PCollection<ScoredBatch>, PCollection<WindowResult<VersionCounts>>> {
  private final EventTimeWindows windows;
  private final CountedGrid counted;

  private CountFeatures(EventTimeWindows windows, CountedGrid counted) {
    this.windows = windows;
    this.counted = counted;
  }

  public static CountFeatures on(FeatureGrid grid, EventTimeWindows windows) {
    return new CountFeatures(windows, new CountedGrid(grid, Slicing.none()));
  }

  /** Counts each of these slices too. */
  public CountFeatures withSlices(Slicing slicing) {
    return new CountFeatures(windows, new CountedGrid(counted.grid(), slicing));
  }

  @Override
  public PCollection<WindowResult<VersionCounts>> expand(PCollection<ScoredBatch> batches) {
    return batches.apply("Summarize", SummarizeByWindow.of(windows, new CountRows(counted)));
  }

  private record CountRows(CountedGrid counted) implements CountedGrid.Counting<ScoredBatch> {
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
      ColumnBatch rows = batch.rows();
      if (counted.has(ExampleCodec.PREDICTION)) {
        int output = batch.predictions().layout().indexOf(ExampleCodec.PREDICTION);
        if (output >= 0) {
          Column predictions = batch.predictions().outputs().get(output);
          rows = rows.with(ExampleCodec.PREDICTION, predictions);
        }
      }
      counts.of(batch.version()).add(rows);
      return counts;
    }
  }
}
