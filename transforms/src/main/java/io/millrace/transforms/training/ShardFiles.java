package io.millrace.transforms.training;

import io.millrace.transforms.storage.WholeFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.Locale;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a training's epochs as files: {@code epoch-3.weights} is what epoch 3 begins with,
 * {@code epoch-3-shard-1.weights} what its shard 1 made of that.
 *
 * @param directory on a file system that all workers see
 */
record ShardFiles(String directory) implements Serializable {

  String name(int epoch, int shard) {
    return String.format(Locale.ROOT, "epoch-%d-shard-%d.weights", epoch, shard);
  }

  /** The weights that an epoch begins with. */
  float[] start(int epoch) throws IOException {
    ShardWeights start = find(name(epoch));
    if (start == null) {
      throw new FileNotFoundException(directory + "/" + name(epoch));
    }
    return start.weights();
  }

  /** What an epoch begins with; null if nobody has come so far. */
  @Nullable ShardWeights find(int epoch) throws IOException {
    return find(name(epoch));
  }

  ShardWeights shard(int epoch, int shard) throws IOException {
    ShardWeights weights = find(name(epoch, shard));
    if (weights == null) {
      throw new FileNotFoundException(directory + "/" + name(epoch, shard));
    }
    return weights;
  }

  void write(int epoch, ShardWeights weights) throws IOException {
    WholeFile.write(
        directory,
        name(epoch),
        to -> {
          try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(to))) {
            weights.writeTo(data);
          }
        });
  }

  private static String name(int epoch) {
    return String.format(Locale.ROOT, "epoch-%d.weights", epoch);
  }

  private @Nullable ShardWeights find(String name) throws IOException {
    MatchResult match = FileSystems.match(directory + "/" + name);
    if (match.status() != MatchResult.Status.OK || match.metadata().isEmpty()) {
      return null;
    }
    ResourceId file = match.metadata().get(0).resourceId();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(FileSystems.open(file))))) {
      return ShardWeights.readFrom(in);
    }
  }
}
