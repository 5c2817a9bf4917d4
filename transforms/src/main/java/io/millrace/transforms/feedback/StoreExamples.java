package io.millrace.transforms.feedback;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.Layout;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * replaces a file with the same content.
 *
 * <p>Next: {@link io.millrace.transforms.drift.DetectDrift}.
 */
public final class StoreExamples
    extends PTransform<PCollection<LabelledExample>, PCollection<WindowResult<Quality>>> {
  private final Config config;

  private record Config(
      ExampleStore store, Layout columns, EventTimeWindows windows, ErrorMeasure measure)
      implements Serializable {}

  private StoreExamples(Config config) {
    this.config = config;
  }

  /** Stores examples of these columns; {@code measure} is the error that is watched for drift. */
  public static StoreExamples to(
      ExampleStore store, Layout columns, EventTimeWindows windows, ErrorMeasure measure) {
    return new StoreExamples(new Config(store, columns, windows, measure));
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
      List<byte[]> rows = new ArrayList<>();
      SortedMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
      for (LabelledExample example : shard.getValue()) {
        rows.add(example.example());
        double error = config.measure.of(example.label(), example.prediction());
        versions.put(
            example.version(),
            versions
                .getOrDefault(example.version(), Quality.VersionQuality.NONE)
                .plus(error, example.label(), example.prediction()));
      }
      // Whatever order they came in, the same examples make the same file and the same model.
      rows.sort(Arrays::compareUnsigned);
      long start = window.start().getMillis();
      long end = window.end().getMillis();
      config.store.write(start, end, shard.getKey(), new ExampleCodec(config.columns), rows);
      out.output(new WindowResult<>(start, end, pane.getIndex(), new Quality(versions)));
    }
  }
}
