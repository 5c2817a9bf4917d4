package io.millrace.models.drift;

import io.millrace.models.data.ValueType;
import io.millrace.models.drift.distances.BinKind;
import io.millrace.models.drift.distances.BinnedSamples;
import org.jspecify.annotations.Nullable;

/** A feature and the bins its values are counted in. The first bin is that of missing rows. */
public sealed interface GridFeature permits NumericFeature, CategoryFeature {
  int MISSING = 0;

  String name();

  ValueType type();

  int bins();

  /** What a bin holds, for people. */
  String label(int bin);

  /** What a bin holds, as seen from the reference. */
  BinKind kind(int bin);

  /** Where the bins of numbers lie; null for categories. */
  BinnedSamples.@Nullable Places places();

  /** Counts columns into these bins; made once, for many columns. */
  ColumnCounter counter();
}
