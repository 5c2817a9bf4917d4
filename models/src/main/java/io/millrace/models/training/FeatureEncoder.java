package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import java.util.List;

/** A feature's transformation as operations of a graph, with constants fitted to training rows. */
interface FeatureEncoder {

  /** Adds the feature's input, its numbers and its ids to the graph. */
  void encode(EncoderGraph graph);

  static FeatureEncoder fit(FeatureSpec feature, List<ColumnBatch> rows) {
    return switch (feature.transform()) {
      case NUMERIC, LOG -> NumberEncoder.fit(feature, rows);
      case CATEGORY -> CategoryEncoder.fit(feature, rows);
      case CYCLIC_TIME -> new TimeEncoder(feature);
    };
  }
}
