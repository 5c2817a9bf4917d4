package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.io.DataOutput;
import java.io.IOException;

/** What a {@link FeatureParts} keeps of one feature. */
interface FeaturePart<P> {

  /** Adds the values of a batch, lists in lists opened. */
  void add(FeatureColumn feature);

  void merge(P other);

  /** Adds what it found, if anything, to the feature's custom statistics. */
  void addTo(FeaturePath path, FeatureEntries entries);

  void writeTo(DataOutput out) throws IOException;
}
