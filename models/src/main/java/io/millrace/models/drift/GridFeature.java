package io.millrace.models.drift;

import io.millrace.models.data.ValueType;

/** A feature and the bins its values are counted in. The first bin is that of missing rows. */
public sealed interface GridFeature permits NumericFeature, CategoryFeature {
  int MISSING = 0;

  String name();

  ValueType type();

  int bins();

  /** What a bin holds, for people. */
  String label(int bin);

  /** Counts columns into these bins; made once, for many columns. */
  ColumnCounter counter();
}
