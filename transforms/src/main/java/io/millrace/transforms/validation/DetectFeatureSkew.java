package io.millrace.transforms.validation;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.validation.skew.SkewKeys;
import io.millrace.models.validation.skew.SkewOptions;
import io.millrace.models.validation.skew.SkewSummary;
import io.millrace.transforms.coders.DataCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Joins the examples of two data sets on identifier features and tells how they differ, feature by
 * feature: training-serving skew, as TensorFlow Data Validation's transform of this name finds it.
 *
 * <p>Input: the batches of {@link #BASE} and of {@link #TEST}, bounded, in the global window.
 * Output: one {@link SkewSummary}, none for no input. All examples of one identifier are in memory
 * at once. A batch with lists of lists or structs fails.
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

  private DetectFeatureSkew(SkewOptions options) {
    this.options = options;
  }

  public static DetectFeatureSkew with(SkewOptions options) {
    return new DetectFeatureSkew(options);
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
            ParDo.of(new KeyFn(options, base)).withOutputTags(KEYED, TupleTagList.of(WITHOUT_ID)));
    keyed.get(KEYED).setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()));
    keyed.get(WITHOUT_ID).setCoder(coder());
    return keyed;
  }

  private DataCoder<SkewSummary> coder() {
    SkewOptions with = options;
    return DataCoder.of("SkewSummary", SkewSummary::writeTo, in -> SkewSummary.readFrom(in, with));
  }

  private static final class KeyFn extends DoFn<ColumnBatch, KV<byte[], byte[]>> {
    private final SkewOptions options;
    private final boolean base;

    KeyFn(SkewOptions options, boolean base) {
      this.options = options;
      this.base = base;
    }

    @ProcessElement
    public void key(@Element ColumnBatch batch, MultiOutputReceiver out) throws IOException {
      SkewKeys keys = new SkewKeys(options);
      SkewSummary withoutId = new SkewSummary(options);
      BytesColumn examples = SkewKeys.examples(batch);
      for (int row = 0; row < batch.rows(); row++) {
        byte[] example = examples.copy(row);
        byte[] key = keys.key(example);
        if (key == null) {
          withoutId.addWithoutId(base);
        } else {
          out.get(KEYED).output(KV.of(key, example));
        }
      }
      out.get(WITHOUT_ID).output(withoutId);
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
      SkewSummary summary = new SkewSummary(options);
      summary.add(
          joined.getKey(),
          listOf(joined.getValue().getAll(BASES)),
          listOf(joined.getValue().getAll(TESTS)));
      out.output(summary);
    }

    private static List<byte[]> listOf(Iterable<byte[]> examples) {
      List<byte[]> list = new ArrayList<>();
      examples.forEach(list::add);
      return list;
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
