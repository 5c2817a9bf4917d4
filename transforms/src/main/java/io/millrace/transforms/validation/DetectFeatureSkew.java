package io.millrace.transforms.validation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.validation.skew.SkewExamples;
import io.millrace.models.validation.skew.SkewGroup;
import io.millrace.models.validation.skew.SkewKeys;
import io.millrace.models.validation.skew.SkewOptions;
import io.millrace.models.validation.skew.SkewSummary;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.windows.TimestampSkew;
import java.io.IOException;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Joins the examples of two data sets on identifier features and tells how they differ, feature by
 * feature: training-serving skew, as TensorFlow Data Validation's transform of this name finds it.
 *
 * <p>Input: the batches of {@link #BASE} and of {@link #TEST}, in the global window. Output: one
 * {@link SkewSummary}, none for no input. For streams, {@link #over} joins within windows of event
 * time. The join is a shuffle, so the data may be larger than memory; only with {@code
 * allowDuplicates} are all examples of one identifier in memory at once. What is in lists of lists
 * or structs is compared by its path.
 *
 * <pre>{@code
 * PCollection<SkewSummary> skew =
 *     PCollectionTuple.of(DetectFeatureSkew.BASE, trained)
 *         .and(DetectFeatureSkew.TEST, served)
 *         .apply(DetectFeatureSkew.with(SkewOptions.joinedOn(List.of("trip_id"))));
 * }</pre>
 */
public final class DetectFeatureSkew
    extends PTransform<PCollectionTuple, PCollection<SkewSummary>> {
  public static final TupleTag<ColumnBatch> BASE = new TupleTag<>() {};
  public static final TupleTag<ColumnBatch> TEST = new TupleTag<>() {};

  private static final TupleTag<KV<byte[], byte[]>> KEYED = new TupleTag<>() {};
  private static final TupleTag<SkewSummary> WITHOUT_ID = new TupleTag<>() {};
  private static final TupleTag<byte[]> BASES = new TupleTag<>() {};
  private static final TupleTag<byte[]> TESTS = new TupleTag<>() {};

  private final SkewOptions options;
  private final @Nullable Duration window;

  private DetectFeatureSkew(SkewOptions options, @Nullable Duration window) {
    this.options = options;
    this.window = window;
  }

  /** Joins bounded data. */
  public static DetectFeatureSkew with(SkewOptions options) {
    return new DetectFeatureSkew(options, null);
  }

  /**
   * Joins the examples whose event times are in the same window of this length, aligned to the
   * epoch: each window has a summary, in the window, when the watermark passes its end. Examples
   * that come later are left out, and what they would have met counts as missing there.
   */
  public DetectFeatureSkew over(java.time.Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("window: " + length + " (expected: longer than zero)");
    }
    return new DetectFeatureSkew(options, Duration.millis(length.toMillis()));
  }

  @Override
  public PCollection<SkewSummary> expand(PCollectionTuple batches) {
    PCollectionTuple bases = keyed("KeyBase", batches.get(BASE), true);
    PCollectionTuple tests = keyed("KeyTest", batches.get(TEST), false);
    PCollection<SkewSummary> compared =
        KeyedPCollectionTuple.of(BASES, bases.get(KEYED))
            .and(TESTS, tests.get(KEYED))
            .apply("Join", CoGroupByKey.create())
            .apply("Compare", ParDo.of(new CompareFn(options)))
            .setCoder(coder());
    return PCollectionList.of(compared)
        .and(bases.get(WITHOUT_ID))
        .and(tests.get(WITHOUT_ID))
        .apply("Parts", Flatten.pCollections())
        .apply("Merge", Combine.globally(new MergeFn(options)).withoutDefaults())
        .setCoder(coder());
  }

  private PCollectionTuple keyed(String name, PCollection<ColumnBatch> batches, boolean base) {
    PCollectionTuple keyed =
        batches.apply(
            name,
            ParDo.of(new KeyFn(options, base, window != null))
                .withOutputTags(KEYED, TupleTagList.of(WITHOUT_ID)));
    return PCollectionTuple.of(
            KEYED,
            windowed(
                name,
                keyed.get(KEYED).setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()))))
        .and(WITHOUT_ID, windowed(name + "WithoutId", keyed.get(WITHOUT_ID).setCoder(coder())));
  }

  private <T> PCollection<T> windowed(String name, PCollection<T> rows) {
    return window == null
        ? rows
        : rows.apply(
            name + "Window",
            Window.<T>into(FixedWindows.of(window))
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes());
  }

  private DataCoder<SkewSummary> coder() {
    SkewOptions with = options;
    return DataCoder.of("SkewSummary", SkewSummary::writeTo, in -> SkewSummary.readFrom(in, with));
  }

  private static final class KeyFn extends DoFn<ColumnBatch, KV<byte[], byte[]>> {
    private final SkewOptions options;
    private final boolean base;
    private final boolean atEventTime;

    KeyFn(SkewOptions options, boolean base, boolean atEventTime) {
      this.options = options;
      this.base = base;
      this.atEventTime = atEventTime;
    }

    @ProcessElement
    public void key(@Element ColumnBatch batch, @Timestamp Instant time, MultiOutputReceiver out)
        throws IOException {
      SkewKeys keys = new SkewKeys(options);
      SkewExamples examples = new SkewExamples(batch);
      for (int row = 0; row < batch.rows(); row++) {
        byte[] example = examples.example(row);
        byte[] key = keys.key(example);
        Instant at = atEventTime ? Instant.ofEpochMilli(batch.eventTime(row)) : time;
        if (key == null) {
          SkewSummary withoutId = new SkewSummary(options);
          withoutId.addWithoutId(base);
          out.get(WITHOUT_ID).outputWithTimestamp(withoutId, at);
        } else {
          out.get(KEYED).outputWithTimestamp(KV.of(key, example), at);
        }
      }
    }

    /** Rows may be older than the batch that carries them. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }

  private static final class CompareFn extends DoFn<KV<byte[], CoGbkResult>, SkewSummary> {
    private final SkewOptions options;

    CompareFn(SkewOptions options) {
      this.options = options;
    }

    @ProcessElement
    public void compare(@Element KV<byte[], CoGbkResult> joined, OutputReceiver<SkewSummary> out)
        throws IOException {
      SkewGroup group = new SkewGroup(options);
      joined.getValue().getAll(BASES).forEach(group::addBase);
      joined.getValue().getAll(TESTS).forEach(group::addTest);
      SkewSummary summary = new SkewSummary(options);
      summary.add(joined.getKey(), group);
      out.output(summary);
    }
  }

  private static final class MergeFn
      extends Combine.CombineFn<SkewSummary, SkewSummary, SkewSummary> {
    private final SkewOptions options;

    MergeFn(SkewOptions options) {
      this.options = options;
    }

    @Override
    public SkewSummary createAccumulator() {
      return new SkewSummary(options);
    }

    @Override
    public SkewSummary addInput(SkewSummary sum, SkewSummary part) {
      sum.merge(part);
      return sum;
    }

    @Override
    public SkewSummary mergeAccumulators(Iterable<SkewSummary> sums) {
      SkewSummary merged = createAccumulator();
      sums.forEach(merged::merge);
      return merged;
    }

    @Override
    public SkewSummary extractOutput(SkewSummary sum) {
      return sum;
    }

    @Override
    public Coder<SkewSummary> getAccumulatorCoder(
        CoderRegistry registry, Coder<SkewSummary> input) {
      return input;
    }
  }
}
