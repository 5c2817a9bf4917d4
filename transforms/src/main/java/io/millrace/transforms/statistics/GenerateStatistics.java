package io.millrace.transforms.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Computes the statistics of all columns and slices, window by window.
 *
 * <p>Input: column batches in the global window, bounded or not, whose rows carry their event
 * times. Output: for each window with rows one mergeable accumulator with all slices and features,
 * when the watermark passes the window's end, and again, with the late rows in, within the allowed
 * lateness: a later pane replaces the earlier ones, and one that late rows overtake is left out.
 * Rows later than that are in no result. {@code result.value().toProto()} are statistics of {@code
 * tensorflow.metadata.v0}.
 *
 * <p>Rows are accumulated in the bundles where they are, and only accumulators are shuffled, by
 * slice and group of features, so that no key is hot: {@code experimentalNumFeaturePartitions} of
 * the options says how many groups there are. State is bounded by windows within the allowed
 * lateness, slices and features, not by rows.
 *
 * <p>Of a whole bounded data set without windows: {@link GenerateDatasetStatistics}. Next: {@link
 * io.millrace.transforms.validation.ValidateStatistics}.
 *
 * <p>Two options have no effect, since they are about files: {@code experimentalResultPartitions},
 * as a result is one accumulator, whose statistics {@link
 * io.millrace.models.statistics.StatisticsShards} writes into several files if wanted; and {@code
 * experimentalFilterReadPaths}, as what is read is up to who reads.
 */
public final class GenerateStatistics
    extends PTransform<PCollection<ColumnBatch>, PCollection<WindowResult<SlicedStatistics>>> {
  public static final DataCoder<SlicedStatistics> CODER =
      DataCoder.of(
          "SlicedStatistics",
          (statistics, out) -> statistics.writeTo(out),
          SlicedStatistics::readFrom);

  private final EventTimeWindows windows;
  private final StatisticsOptions options;
  private final Set<String> excluded;

  private GenerateStatistics(
      EventTimeWindows windows, StatisticsOptions options, Set<String> excluded) {
    this.windows = windows;
    this.options = options;
    this.excluded = excluded;
  }

  public static GenerateStatistics over(EventTimeWindows windows, StatisticsOptions options) {
    return new GenerateStatistics(windows, options, Set.of());
  }

  /** Leaves these columns out, so that no slice can go by them either. */
  public GenerateStatistics excluding(Set<String> columns) {
    return new GenerateStatistics(windows, options, Set.copyOf(columns));
  }

  @Override
  public PCollection<WindowResult<SlicedStatistics>> expand(PCollection<ColumnBatch> batches) {
    int partitions = options.experimentalNumFeaturePartitions();
    return join(
        batches
            .apply(
                "WithinBundle", ParDo.of(new AccumulateFn(windows, options, partitions, excluded)))
            .setCoder(KvCoder.of(StatisticsPart.Key.CODER, StatisticsPart.coder(options)))
            .apply("Window", windows.assign()),
        options,
        partitions);
  }

  /** Merges the parts of several bundles, and joins those of each window. */
  static PCollection<WindowResult<SlicedStatistics>> join(
      PCollection<KV<StatisticsPart.Key, StatisticsPart>> parts,
      StatisticsOptions options,
      int partitions) {
    KvCoder<StatisticsPart.Key, StatisticsPart> part =
        KvCoder.of(StatisticsPart.Key.CODER, StatisticsPart.coder(options));
    return parts
        .apply("AcrossBundles", Combine.perKey(new MergeParts()))
        .setCoder(part)
        .apply("ByWindow", ParDo.of(new ByWindowFn()))
        .setCoder(KvCoder.of(VarLongCoder.of(), part))
        .apply("Join", ParDo.of(new JoinPartsFn(options, partitions)))
        .setCoder(WindowResult.coder(CODER));
  }
}
