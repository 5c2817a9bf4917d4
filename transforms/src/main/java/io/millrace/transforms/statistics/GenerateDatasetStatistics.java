package io.millrace.transforms.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.windows.WindowResult;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Computes the statistics of a whole data set: {@link GenerateStatistics} without windows.
 *
 * <p>Input: bounded column batches in the global window. Output: one accumulator, also of no rows.
 */
public final class GenerateDatasetStatistics
    extends PTransform<PCollection<ColumnBatch>, PCollection<SlicedStatistics>> {
  private final StatisticsOptions options;

  private GenerateDatasetStatistics(StatisticsOptions options) {
    this.options = options;
  }

  public static GenerateDatasetStatistics with(StatisticsOptions options) {
    return new GenerateDatasetStatistics(options);
  }

  @Override
  public PCollection<SlicedStatistics> expand(PCollection<ColumnBatch> batches) {
    if (batches.isBounded() != PCollection.IsBounded.BOUNDED) {
      throw new IllegalArgumentException(
          "batches: unbounded (expected: bounded, or GenerateStatistics over windows)");
    }
    int partitions = options.experimentalNumFeaturePartitions();
    KvCoder<StatisticsPart.Key, StatisticsPart> part =
        KvCoder.of(StatisticsPart.Key.CODER, StatisticsPart.coder(options));
    PCollection<KV<StatisticsPart.Key, StatisticsPart>> parts =
        batches
            .apply("WithinBundle", ParDo.of(new AccumulateFn(null, options, partitions, Set.of())))
            .setCoder(part);
    PCollection<KV<StatisticsPart.Key, StatisticsPart>> none =
        batches
            .getPipeline()
            .apply("Once", Create.of((Void) null).withCoder(VoidCoder.of()))
            .apply("NoRows", ParDo.of(new NoRowsFn(options, partitions)))
            .setCoder(part);
    return GenerateStatistics.join(
            PCollectionList.of(parts).and(none).apply("All", Flatten.pCollections()),
            options,
            partitions)
        .apply("Value", ParDo.of(new ValueFn()))
        .setCoder(GenerateStatistics.CODER);
  }

  /** Gives the parts of no rows, so that there is a result whatever the data set. */
  private static final class NoRowsFn extends DoFn<Void, KV<StatisticsPart.Key, StatisticsPart>> {
    private final StatisticsOptions options;
    private final int partitions;

    NoRowsFn(StatisticsOptions options, int partitions) {
      this.options = options;
      this.partitions = partitions;
    }

    @ProcessElement
    public void give(OutputReceiver<KV<StatisticsPart.Key, StatisticsPart>> out) {
      AccumulateFn.give(
          new SlicedStatistics(options), partitions, (key, part) -> out.output(KV.of(key, part)));
    }
  }

  private static final class ValueFn
      extends DoFn<WindowResult<SlicedStatistics>, SlicedStatistics> {
    @ProcessElement
    public void value(
        @Element WindowResult<SlicedStatistics> result, OutputReceiver<SlicedStatistics> out) {
      out.output(result.value());
    }
  }
}
