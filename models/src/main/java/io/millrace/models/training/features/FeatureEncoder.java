package io.millrace.models.training.features;

import java.util.List;

/**
 * A feature's transformation as operations of a graph, with constants fitted to training rows: a
 * record, so that it can be written as JSON and read.
 */
public interface FeatureEncoder {

  /** Adds the feature's inputs, numbers, ids and bags to the graph. */
  void encode(EncoderGraph graph);

  /**
   * The values that have an id of their own in the slot of the feature's name: the last ids, in
   * this order. Empty for features without such.
   */
  default List<String> values() {
    return List.of();
  }
}
