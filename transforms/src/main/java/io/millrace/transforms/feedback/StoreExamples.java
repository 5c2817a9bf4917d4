package io.millrace.transforms.feedback;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.Layout;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.statistics.Slicer;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes labelled examples to the example store, a file a window, and measures the predictions'
 * quality on them.
 *
 * <p>Input: labelled examples, bounded or not. Output: the quality of each window, given out only
 * after its examples are in the store: whoever acts on it finds them there. Late examples within
 * the allowed lateness write the window's file again and give its quality again. A repeated bundle
 * replaces a file with the same content. Corrected examples go to a file of their own.
 *
 * <p>Next: {@link io.millrace.transforms.drift.DetectDrift}.
 */
public final class StoreExamples
    extends PTransform<PCollection<LabelledExample>, PCollection<WindowResult<Quality>>> {
  private final Config config;

  private record Config(
      ExampleStore store,
      Layout columns,
      EventTimeWindows windows,
      ErrorMeasure measure,
      Slicing slicing)
      implements Serializable {}

  private StoreExamples(Config config) {
    this.config = config;
  }

  /** Stores examples of these columns; {@code measure} is the error that is watched for drift. */
  public static StoreExamples to(
      ExampleStore store, Layout columns, EventTimeWindows windows, ErrorMeasure measure) {
    return new StoreExamples(new Config(store, columns, windows, measure, Slicing.none()));
  }

  /** Measures the quality of these slices too; by columns of the examples that have few values. */
  public StoreExamples withSlices(Slicing slicing) {
    return new StoreExamples(
        new Config(config.store, config.columns, config.windows, config.measure, slicing));
  }

  @Override
  public PCollection<WindowResult<Quality>> expand(PCollection<LabelledExample> examples) {
    return examples
        .apply("Window", config.windows.assign())
        .apply(
            "OneFile",
            WithKeys.<Integer, LabelledExample>of(0).withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), LabelledExample.CODER))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(config)))
        .setCoder(WindowResult.coder(Quality.CODER));
  }

  private static final class WriteFn
      extends DoFn<KV<Integer, Iterable<LabelledExample>>, WindowResult<Quality>> {
    private final Config config;

    WriteFn(Config config) {
      this.config = config;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<LabelledExample>> shard,
        IntervalWindow window,
        PaneInfo pane,
        OutputReceiver<WindowResult<Quality>> out)
        throws IOException {
      List<LabelledExample> examples = new ArrayList<>();
      shard.getValue().forEach(examples::add);
      // Whatever order they came in, the same examples make the same file and the same model.
      examples.sort((one, other) -> Arrays.compareUnsigned(one.example(), other.example()));
      long start = window.start().getMillis();
      long end = window.end().getMillis();
      ExampleCodec codec = new ExampleCodec(config.columns);
      List<byte[]> first = rows(examples, false);
      List<byte[]> corrected = rows(examples, true);
      if (!first.isEmpty()) {
        config.store.write(start, end, shard.getKey(), codec, first);
      }
      if (!corrected.isEmpty()) {
        config.store.writeCorrections(start, end, shard.getKey(), codec, corrected);
      }
      out.output(new WindowResult<>(start, end, pane.getIndex(), measure(examples, codec)));
    }

    private static List<byte[]> rows(List<LabelledExample> examples, boolean corrected) {
      return examples.stream()
          .filter(example -> (example.replaced() != null) == corrected)
          .map(LabelledExample::example)
          .toList();
    }

    private Quality measure(List<LabelledExample> examples, ExampleCodec codec) {
      QualityBuilder quality = new QualityBuilder(config.measure);
      examples.forEach(quality::add);
      if (!config.slicing.isEmpty()) {
        List<byte[]> rows = examples.stream().map(LabelledExample::example).toList();
        ColumnBatch batch = codec.batch(rows, "window");
        new Slicer(config.slicing)
            .slice(
                batch,
                (key, slice) -> {
                  for (int row = 0; row < slice.rows(); row++) {
                    // A row's place in the batch is its offset.
                    int at = (int) slice.positions().get(row).offset();
                    quality.add(key, examples.get(at));
                  }
                });
      }
      return quality.build();
    }
  }
}
