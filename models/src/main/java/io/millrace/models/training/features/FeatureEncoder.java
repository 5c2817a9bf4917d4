package io.millrace.models.training.features;

/**
 * A feature's transformation as operations of a graph, with constants fitted to training rows: a
 * record, so that it can be written as JSON and read.
 */
public interface FeatureEncoder {

  /** Adds the feature's inputs, numbers, ids and bags to the graph. */
  void encode(EncoderGraph graph);
}
