package io.millrace.transforms.training;

import io.millrace.models.training.FittedSpec;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Trains an epoch of every shard, wherever the engine has room, and leaves its state as a file.
 * Input: the numbers of the shards; output: the same, each once its file is there. A bundle that is
 * repeated replaces its files with the same bits.
 */
final class TrainShards extends PTransform<PCollection<Integer>, PCollection<Integer>> {
  private final Round round;

  TrainShards(Round round) {
    this.round = round;
  }

  /**
   * An epoch of all shards.
   *
   * @param fitted as JSON
   * @param epoch its number
   * @param lastEpoch the number of the last one
   */
  record Round(String fitted, ShardRows rows, ShardFiles files, int epoch, int lastEpoch)
      implements Serializable {

    void train(int shard) throws IOException {
      LocalEpoch local = new LocalEpoch(FittedSpec.fromJson(fitted), lastEpoch, shard);
      files.writeShard(epoch, shard, local.train(files.mean(epoch - 1).state(), rows.of(shard)));
    }
  }

  @Override
  public PCollection<Integer> expand(PCollection<Integer> shards) {
    return shards
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Train", ParDo.of(new TrainFn(round)))
        .setCoder(VarIntCoder.of());
  }

  private static final class TrainFn extends DoFn<Integer, Integer> {
    private final Round round;

    TrainFn(Round round) {
      this.round = round;
    }

    @ProcessElement
    public void train(@Element Integer shard, OutputReceiver<Integer> out) throws IOException {
      round.train(shard);
      out.output(shard);
    }
  }
}
