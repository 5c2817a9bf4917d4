package io.millrace.pipelines.cli;

import io.millrace.models.statistics.StatisticsShards;
import io.millrace.pipelines.local.StatisticsOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where statistics are written to. */
final class StatisticsOut {
  @Mixin private OutOption out = new OutOption();

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Writes up to N TFRecord files, whose names start with that of --out (1).")
  private @Nullable Integer shards;

  /**
   * Finds mistakes before the work is done.
   *
   * @param partitions how many shards are written where the command line does not say it
   */
  StatisticsOutput check(int partitions) {
    if (shards != null && shards < 1) {
      throw new IllegalArgumentException("--shards: " + shards + " (expected: >= 1)");
    }
    StatisticsOutput output =
        new StatisticsOutput(out.file(), shards == null ? partitions : shards);
    out.check(name -> check(name, output));
    return output;
  }

  private static void check(String name, StatisticsOutput output) {
    if (output.shards() == 1) {
      if (!name.matches(".*\\.(pb|pbtxt|tfrecord)")) {
        throw new IllegalArgumentException(
            "--out: " + name + " (expected: extension .pb, .tfrecord or .pbtxt)");
      }
      return;
    }
    Path prefix = output.file();
    String problem = null;
    if (name.matches(".*\\.(pb|pbtxt)") || StatisticsShards.isShard(prefix)) {
      problem = "a name that their names start with, such as stats";
    } else if (Files.exists(prefix)) {
      problem = "a name that is not taken, as a file of it would be read in their place";
    }
    if (problem != null) {
      throw new IllegalArgumentException(
          "--out: "
              + prefix
              + " (expected: for "
              + output.shards()
              + " shards, by --shards or experimentalResultPartitions, "
              + problem
              + ")");
    }
  }
}
