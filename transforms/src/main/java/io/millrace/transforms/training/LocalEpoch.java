package io.millrace.transforms.training;

import io.millrace.models.training.EpochTrainer;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.IdCounts;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.Shuffle;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;

/**
 * An epoch over a shard's rows, from the state that all shards have in common. The same state, rows
 * and shard give the same bits. The first shard draws its order as one trainer alone would, so that
 * one shard with all rows makes what a {@link Trainer} makes.
 *
 * @param lastEpoch the number of the last one
 * @param shard from 0 on
 */
record LocalEpoch(FittedSpec fitted, int lastEpoch, int shard) {

  ShardEpoch train(TrainingState start, TrainingData data) throws IOException {
    try (EpochTrainer trainer = new EpochTrainer(seeded());
        RowStore rows = trainer.encode(data, Trainer.MEMORY)) {
      if (rows.rows() == 0) {
        return new ShardEpoch(0, 0, new IdCounts(rows.layout()), start);
      }
      EpochTrainer.Epoch epoch = trainer.train(start, lastEpoch, rows);
      return new ShardEpoch(rows.rows(), epoch.loss(), rows.idCounts(), epoch.state());
    }
  }

  private FittedSpec seeded() {
    return shard == 0 ? fitted : fitted.withSeed(Shuffle.seed(fitted.spec().seed(), -shard));
  }
}
