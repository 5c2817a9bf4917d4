package io.millrace.transforms.statistics;

import io.millrace.models.statistics.DatasetStatistics;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;

/**
 * Merges what several bundles have of the same part. What was measured by another schema, before a
 * pipeline went on with an edited one, may not add up with the rest: then the larger of the two
 * stays, and the rows of the smaller are in no result.
 */
final class MergeParts extends Combine.CombineFn<StatisticsPart, StatisticsPart, StatisticsPart> {
  @Override
  public StatisticsPart createAccumulator() {
    return new StatisticsPart(new TreeMap<>(), null);
  }

  @Override
  public StatisticsPart addInput(StatisticsPart accumulator, StatisticsPart input) {
    Map<String, Long> marks = accumulator.marks();
    input.marks().forEach((slice, mark) -> marks.merge(slice, mark, Long::sum));
    DatasetStatistics more = input.statistics();
    if (more == null) {
      return accumulator;
    }
    DatasetStatistics own = accumulator.statistics();
    if (own != null && own.addsUpWith(more)) {
      own.merge(more);
      return accumulator;
    }
    // An input may not be changed, so it is not taken as it is.
    return own == null || more.rows() > own.rows()
        ? new StatisticsPart(marks, more.copy())
        : accumulator;
  }

  @Override
  public StatisticsPart mergeAccumulators(Iterable<StatisticsPart> accumulators) {
    Iterator<StatisticsPart> rest = accumulators.iterator();
    StatisticsPart merged = rest.next();
    while (rest.hasNext()) {
      StatisticsPart next = rest.next();
      merged =
          merged.statistics() == null && merged.marks().isEmpty() ? next : addInput(merged, next);
    }
    return merged;
  }

  /** A copy: a runner may go on with the accumulator when late rows come. */
  @Override
  public StatisticsPart extractOutput(StatisticsPart accumulator) {
    return addInput(createAccumulator(), accumulator);
  }

  @Override
  public Coder<StatisticsPart> getAccumulatorCoder(
      CoderRegistry registry, Coder<StatisticsPart> inputCoder) {
    return inputCoder;
  }

  @Override
  public Coder<StatisticsPart> getDefaultOutputCoder(
      CoderRegistry registry, Coder<StatisticsPart> inputCoder) {
    return inputCoder;
  }
}
