package io.millrace.transforms.drift;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Counts labels on the grid's feature {@link ExampleCodec#LABEL}, by window and by the version that
 * predicted their records. A corrected label counts again.
 *
 * <p>Input: labelled examples, bounded or not. Output: counts in which every other feature is
 * missing, given out as {@link SummarizeByWindow} says.
 *
 * <p>Next: {@link DetectDrift}.
 */
public final class CountLabels
    extends PTransform<PCollection<LabelledExample>, PCollection<WindowResult<VersionCounts>>> {
  private static final Layout LAYOUT =
      new Layout(List.of(new Layout.Field(ExampleCodec.LABEL, ValueType.FLOAT)));

  private final EventTimeWindows windows;
  private final CountedGrid counted;

  private CountLabels(EventTimeWindows windows, CountedGrid counted) {
    this.windows = windows;
    this.counted = counted;
  }

  public static CountLabels on(FeatureGrid grid, EventTimeWindows windows) {
    return new CountLabels(windows, new CountedGrid(grid, Slicing.none()));
  }

  @Override
  public PCollection<WindowResult<VersionCounts>> expand(PCollection<LabelledExample> examples) {
    return examples.apply("Summarize", SummarizeByWindow.of(windows, new CountRows(counted)));
  }

  private record CountRows(CountedGrid counted) implements CountedGrid.Counting<LabelledExample> {
    @Override
    public long[] eventTimes(LabelledExample example) {
      return new long[] {example.time()};
    }

    @Override
    public LabelledExample select(LabelledExample example, int[] rows, int count) {
      return example;
    }

    @Override
    public VersionCounts add(VersionCounts counts, LabelledExample example) {
      counts
          .of(example.version())
          .add(
              new ColumnBatch(
                  LAYOUT,
                  List.of(FloatColumn.of(example.label())),
                  new long[] {example.time()},
                  null,
                  new SourcePositions("label", new int[] {-1}, new long[] {0}),
                  null));
      return counts;
    }
  }
}
