package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.inference.BenchmarkModel;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Calls one model over and over, and watches what the process weighs. */
@Command(
    name = "soak-predictions",
    description = "Resident memory while one model is called over and over.")
public final class PredictionSoak implements Callable<Integer> {

  @Option(
      names = "--calls",
      defaultValue = "1000000",
      description = "How often it is called (${DEFAULT-VALUE}).")
  private int calls;

  @Option(names = "--rows", defaultValue = "8", description = "Rows a call (${DEFAULT-VALUE}).")
  private int rows;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("millrace-soak").resolve("1");
    BenchmarkModel.train(directory);
    ColumnBatch batch = BenchmarkModel.rows(rows, 3);
    ResidentMemory memory = new ResidentMemory();
    memory.note("0 calls");
    try (SavedModel model = SavedModel.load(directory)) {
      for (int call = 1; call <= calls; call++) {
        model.predict(batch);
        if (call % Math.max(1, calls / 10) == 0) {
          memory.note(call + " calls");
        }
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT, "growth after the first tenth: %.1f MiB", memory.growthMebibytes()));
    return 0;
  }
}
