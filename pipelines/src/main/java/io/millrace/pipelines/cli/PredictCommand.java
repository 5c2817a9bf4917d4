package io.millrace.pipelines.cli;

import io.millrace.models.data.Layout;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.pipelines.prediction.PredictFiles;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts for files, without a pipeline. */
@Command(
    name = "predict",
    description = {
      "Predicts for every row of files.",
      "Exit code 1 if some rows could not be read or predicted; they stand in OUT.failures.jsonl."
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where predictions go: .csv, .json, .jsonl or .avro.")
  private Path out = Path.of("");

  @Option(
      names = "--keep",
      split = ",",
      paramLabel = "COLUMN",
      description = "The input columns to write beside the outputs (default: all; \"\" for none).")
  private @Nullable List<String> keep;

  @Option(
      names = "--batch-size",
      defaultValue = "512",
      paramLabel = "ROWS",
      description = "Rows a call (${DEFAULT-VALUE}).")
  private int batchSize;

  @Override
  public Integer call() throws Exception {
    LocalModel handler = model.handler();
    try (ModelAccess access = handler.open()) {
      Layout outputs;
      try (ModelLease lease = ModelOption.acquire(access)) {
        outputs = lease.predictor().outputs();
      }
      DataFiles files = DataFiles.open(input.files(), input.reading(Map.of()), input.threads());
      PredictFiles predict = new PredictFiles(handler, kept(), batchSize, input.threads());
      Path failures = Path.of(out + ".failures.jsonl");
      long start = System.nanoTime();
      PredictFiles.Counts counts = predict.run(files, outputs, out, failures);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.err.printf(
          Locale.ROOT,
          "%d rows predicted, %d failed, in %.1f s (%.0f rows/s)%n",
          counts.predicted(),
          counts.failed(),
          seconds,
          counts.predicted() / seconds);
      if (counts.failed() > 0) {
        System.err.println("Failures: " + failures);
      }
      return counts.failed() == 0 ? 0 : 1;
    }
  }

  private @Nullable Set<String> kept() {
    if (keep == null) {
      return null;
    }
    Set<String> names = new LinkedHashSet<>(keep);
    names.remove("");
    return names;
  }
}
