package io.millrace.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Small data files, whose statistics can be worked out by hand, and commands on them. */
final class Rides {
  static final String HEADER = "age,country,fare\n";

  /** Two countries, one age missing, one ride for nothing. */
  static final String FOUR = HEADER + "30,de,1.5\n40,fr,2.5\n,de,3.5\n50,de,0.0\n";

  private final Path directory;

  Rides(Path directory) {
    this.directory = directory;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(path(name), text);
  }

  /** The statistics of a CSV file with this text. */
  Path stats(String name, String text, String... options) throws IOException {
    Path data = file(name + ".csv", text);
    Path stats = path(name + ".pb");
    String[] arguments = {"stats", "--input", data.toString(), "--out", stats.toString()};
    String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    succeed(all);
    return stats;
  }

  /** The schema inferred from statistics. */
  Path schema(Path stats) {
    Path schema = path("schema.pbtxt");
    succeed("schema", "infer", "--stats", stats.toString(), "--out", schema.toString());
    return schema;
  }

  static Console succeed(String... arguments) {
    Console console = Console.run(arguments);
    if (console.exitCode() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + console);
    }
    return console;
  }
}
