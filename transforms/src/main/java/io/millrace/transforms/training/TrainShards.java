package io.millrace.transforms.training;

import io.millrace.models.training.FittedSpec;
import io.millrace.transforms.storage.WholeFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Trains an epoch of every shard, wherever the engine has room, and leaves its weights as a file.
 * Input: the numbers of the shards; output: the same, each once its file is there. A bundle that is
 * repeated replaces its files with the same bits.
 */
final class TrainShards extends PTransform<PCollection<Integer>, PCollection<Integer>> {
  private final String fitted;
  private final ShardRows rows;
  private final ShardFiles files;
  private final int epoch;

  /**
   * @param fitted as JSON
   * @param epoch from 0 on
   */
  TrainShards(String fitted, ShardRows rows, ShardFiles files, int epoch) {
    this.fitted = fitted;
    this.rows = rows;
    this.files = files;
    this.epoch = epoch;
  }

  @Override
  public PCollection<Integer> expand(PCollection<Integer> shards) {
    return shards
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Train", ParDo.of(new TrainFn(fitted, rows, files, epoch)))
        .setCoder(VarIntCoder.of());
  }

  private static final class TrainFn extends DoFn<Integer, Integer> {
    private final String fitted;
    private final ShardRows rows;
    private final ShardFiles files;
    private final int epoch;

    TrainFn(String fitted, ShardRows rows, ShardFiles files, int epoch) {
      this.fitted = fitted;
      this.rows = rows;
      this.files = files;
      this.epoch = epoch;
    }

    @ProcessElement
    public void train(@Element Integer shard, OutputReceiver<Integer> out) throws IOException {
      float[] start = files.start(epoch);
      ShardWeights weights =
          new LocalEpoch(FittedSpec.fromJson(fitted), epoch, shard).train(start, rows.of(shard));
      WholeFile.write(
          files.directory(),
          files.name(epoch, shard),
          to -> {
            try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(to))) {
              weights.writeTo(data);
            }
          });
      out.output(shard);
    }
  }
}
