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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The states of a training's epochs as files: {@code epoch-3} is what there is after epoch 3, in
 * the mean of its shards, {@code epoch-3-shard-1} what the second shard made of {@code epoch-2}.
 *
 * @param directory on a file system that all workers see
 */
record ShardFiles(String directory) implements Serializable {

  /** Whether there is a mean after an epoch. */
  boolean has(int epoch) throws IOException {
    return match(name(epoch)) != null;
  }

  /** The mean after an epoch. */
  ShardEpoch mean(int epoch) throws IOException {
    return read(name(epoch));
  }

  void writeMean(int epoch, ShardEpoch mean) throws IOException {
    write(name(epoch), mean);
  }

  /** What a shard made of an epoch. */
  ShardEpoch shard(int epoch, int shard) throws IOException {
    return read(name(epoch, shard));
  }

  void writeShard(int epoch, int shard, ShardEpoch made) throws IOException {
    write(name(epoch, shard), made);
  }

  /** Deletes what shards made of an epoch, as far as it is there. */
  void deleteShards(int epoch, int shards) throws IOException {
    List<ResourceId> files = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      String name = directory + "/" + name(epoch, shard);
      files.add(FileSystems.matchNewResource(name, false));
    }
    FileSystems.delete(files, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private static String name(int epoch) {
    return String.format(Locale.ROOT, "epoch-%d", epoch);
  }

  private static String name(int epoch, int shard) {
    return String.format(Locale.ROOT, "epoch-%d-shard-%d", epoch, shard);
  }

  private void write(String name, ShardEpoch epoch) throws IOException {
    WholeFile.write(
        directory,
        name,
        to -> {
          try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(to))) {
            epoch.writeTo(data);
          }
        });
  }

  private ShardEpoch read(String name) throws IOException {
    ResourceId file = match(name);
    if (file == null) {
      throw new FileNotFoundException(directory + "/" + name);
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(FileSystems.open(file))))) {
      return ShardEpoch.readFrom(in);
    }
  }

  private @Nullable ResourceId match(String name) throws IOException {
    MatchResult match = FileSystems.match(directory + "/" + name);
    return match.status() != MatchResult.Status.OK || match.metadata().isEmpty()
        ? null
        : match.metadata().get(0).resourceId();
  }
}
