package io.millrace.transforms.training;

import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.io.Serializable;

/** The rows to train on, in parts that do not depend on who reads them, nor when. */
@FunctionalInterface
public interface ShardRows extends Serializable {

  /**
   * The rows of one part.
   *
   * @param shard from 0 on
   */
  TrainingData of(int shard) throws IOException;

  /** The rows of all parts, in any order that is always the same. */
  default TrainingData all(int shards) throws IOException {
    return new AllShards(this, shards);
  }
}
