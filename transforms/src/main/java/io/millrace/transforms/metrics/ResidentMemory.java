package io.millrace.transforms.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main memory that the process takes, as Linux counts it: the heap, TensorFlow's models and all
 * the rest, which is what a container's limit is about. On other systems there is no such gauge.
 */
final class ResidentMemory implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  @Override
  public void bindTo(MeterRegistry registry) {
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process_resident_memory_bytes", ResidentMemory::bytes).register(registry);
    }
  }

  private static double bytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return 1024 * Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", ""));
        }
      }
    } catch (IOException e) {
      // A gauge that cannot be read has no value.
    }
    return Double.NaN;
  }
}
