package io.millrace.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The resident memory of this process, read from {@code /proc} in the course of a soak. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final List<Long> kibibytes = new ArrayList<>();

  /** Notes how much it is now, and prints it. */
  void note(String when) throws IOException {
    System.gc();
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        kibibytes.add(Long.parseLong(line.replaceAll("[^0-9]", "")));
      }
    }
    System.out.println(String.format(Locale.ROOT, "%-20s %7.1f MiB", when, last() / 1024.0));
  }

  private long last() {
    return kibibytes.get(kibibytes.size() - 1);
  }

  /** The growth from the second note to the last one; the first is of a process warming up. */
  double growthMebibytes() {
    return (last() - kibibytes.get(1)) / 1024.0;
  }
}
