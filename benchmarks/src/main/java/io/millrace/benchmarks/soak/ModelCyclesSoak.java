package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.inference.BenchmarkModel;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.serving.Lease;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ModelSource;
import io.millrace.models.inference.serving.ServedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Swaps one model for another in a process that predicts, and watches what it weighs. */
@Command(
    name = "soak-model-cycles",
    description = "Resident memory while models are loaded, swapped and closed.")
public final class ModelCyclesSoak implements Callable<Integer> {
  private static final int ROWS = 8;

  @Option(
      names = "--cycles",
      defaultValue = "10000",
      description = "How often a model is loaded, called and closed (${DEFAULT-VALUE}).")
  private int cycles;

  @Override
  public Integer call() throws Exception {
    Path root = Files.createTempDirectory("millrace-soak");
    ModelLocation[] versions = new ModelLocation[2];
    for (int i = 0; i < versions.length; i++) {
      Path directory = root.resolve(Integer.toString(i + 1));
      BenchmarkModel.train(directory);
      versions[i] = new ModelLocation("soak", i + 1, directory);
    }
    Turns source = new Turns(versions);
    ColumnBatch rows = BenchmarkModel.rows(ROWS, 3);
    ResidentMemory memory = new ResidentMemory();
    memory.note("0 cycles");
    try (ServedModel served = ServedModel.shared(source, Duration.ofMillis(1))) {
      for (int cycle = 1; cycle <= cycles; cycle++) {
        long version = source.next();
        while (served.version() != version) {
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        try (Lease lease = served.acquire()) {
          lease.predictor().predict(rows);
        }
        if (cycle % Math.max(1, cycles / 10) == 0) {
          memory.note(cycle + " cycles");
        }
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT, "growth after the first tenth: %.1f MiB", memory.growthMebibytes()));
    return 0;
  }

  /** Names one version after the other. */
  private static final class Turns implements ModelSource {
    private final transient ModelLocation[] versions;
    private transient volatile int turn;

    Turns(ModelLocation[] versions) {
      this.versions = versions;
    }

    /** The version that is named from now on. */
    long next() {
      int next = (turn + 1) % versions.length;
      turn = next;
      return versions[next].version();
    }

    @Override
    public String name() {
      return "soak";
    }

    @Override
    public ModelLocation current() {
      return versions[turn];
    }
  }
}
