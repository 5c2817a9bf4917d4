package io.millrace.transforms.training;

import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.IdCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean of what shards made of an epoch: weights and what the optimizer keeps beside them, each
 * shard's counted by its rows, in double precision. Shards are added in their order, so that the
 * mean has the same bits every time. Steps are those of the shard that made most.
 */
final class StateAverage {
  private final Map<String, double[]> sums = new LinkedHashMap<>();
  private final IdCounts ids;
  private long rows;
  private double loss;
  private long step;
  private int epoch;

  /**
   * @param none counts of ids that are all 0
   */
  StateAverage(IdCounts none) {
    ids = none;
  }

  void add(ShardEpoch shard) {
    ids.add(shard.ids());
    rows += shard.rows();
    loss += shard.rows() * shard.loss();
    // Of a shard without rows these are the numbers before the epoch.
    step = Math.max(step, shard.state().step());
    epoch = Math.max(epoch, shard.state().epoch());
    shard.state().arrays().forEach((name, values) -> add(name, values, shard.rows()));
  }

  private void add(String name, float[] values, long weight) {
    double[] sum = sums.computeIfAbsent(name, any -> new double[values.length]);
    for (int i = 0; i < values.length; i++) {
      sum[i] += weight * (double) values[i];
    }
  }

  /** As one shard with all rows. */
  ShardEpoch mean() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    sums.forEach((name, sum) -> arrays.put(name, divided(sum)));
    return new ShardEpoch(rows, loss / rows, ids, new TrainingState(step, epoch, arrays));
  }

  private float[] divided(double[] sum) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / rows);
    }
    return mean;
  }
}
