package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A kind of {@link ExtraStatistics}. Kinds are found by {@link java.util.ServiceLoader}: a class
 * and its line in {@code META-INF/services} are all that one needs.
 */
public interface ExtraStatisticsKind extends Serializable {

  /** The name in options and accumulators; unique, and never changed. */
  String name();

  boolean isWanted(StatisticsOptions options);

  ExtraStatistics create(StatisticsOptions options);

  ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException;
}
