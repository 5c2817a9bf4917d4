package io.millrace.pipelines.cli;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.inference.advice.ServingAdvice;
import io.millrace.models.inference.advice.Workload;
import io.millrace.models.inference.advice.WorkloadFigures;
import io.millrace.pipelines.prediction.CallCosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a prediction workload and says which way of serving pays. */
@Command(
    name = "serving-advice",
    description = {
      "Says whether predictions should be made beforehand, when asked, or remembered.",
      "It measures how concentrated the workload is, and weighs that against what a call costs:",
      "static, dynamic or hybrid serving, with the figures."
    })
final class ServingAdviceCommand implements Callable<Integer> {
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "COLUMN",
      description = "The columns that a prediction depends on (default: all).")
  private @Nullable List<String> features;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A SavedModel, whose cost a row is measured.")
  private @Nullable Path model;

  @Option(
      names = "--model-micros",
      paramLabel = "MICROS",
      description = "What a prediction costs, if there is no model to measure.")
  private @Nullable Double modelMicros;

  @Option(
      names = "--table-limit",
      defaultValue = "1000000",
      paramLabel = "ROWS",
      description = "How many rows a table made beforehand may have (${DEFAULT-VALUE}).")
  private long tableLimit;

  @Option(
      names = "--table-misses",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description = "The share of rows that may be missing in it (${DEFAULT-VALUE}).")
  private double tableMisses;

  @Override
  public Integer call() throws Exception {
    if ((model == null) == (modelMicros == null)) {
      throw new IllegalArgumentException(
          "--model, --model-micros: "
              + (model == null ? "none" : "both")
              + " (expected: one of them, to know what a prediction costs)");
    }
    DataFiles files = DataFiles.open(input.files(), input.reading(Map.of()), input.threads());
    List<String> columns = columns(files.layout());
    Workload workload = new Workload(columns);
    ColumnBatch sample = measure(files, workload);
    CallCosts costs = CallCosts.measure(columns, sample, model, modelMicros);
    WorkloadFigures figures = workload.figures();
    ServingAdvice advice =
        ServingAdvice.of(
            figures,
            new ServingAdvice.Costs(
                costs.modelNanos(), costs.lookupNanos(), tableLimit, tableMisses));
    if (!json.print(Map.of("workload", figures, "costs", costs, "advice", advice))) {
      print(figures, costs, advice);
    }
    return 0;
  }

  private List<String> columns(Layout layout) {
    if (features != null) {
      return features;
    }
    if (layout.size() == 0) {
      throw new IllegalArgumentException(
          "--features: none (expected: column names, as these files do not say theirs beforehand)");
    }
    return layout.fields().stream().map(Layout.Field::name).toList();
  }

  /** Adds all rows in their order; gives the first batch. */
  private static ColumnBatch measure(DataFiles files, Workload workload) throws Exception {
    ColumnBatch first = null;
    for (FileSplit split : files.splits()) {
      try (BatchReader reader = files.read(split)) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          workload.add(batch);
          first = first == null ? batch : first;
        }
      }
    }
    if (first == null) {
      throw new IllegalArgumentException("--input: no rows (expected: at least one)");
    }
    return first;
  }

  private static void print(WorkloadFigures figures, CallCosts costs, ServingAdvice advice) {
    Table table = new Table("", "");
    table.row("rows", figures.rows());
    table.row("cardinality", figures.cardinality() + " different feature vectors");
    table.row(
        "entropy",
        text("%.2f bits, %.0f %% of even", figures.entropyBits(), 100 * figures.evenness()));
    table.row("top 100", text("%.1f %% of rows", 100 * figures.topShare()));
    table.row("new", text("%.2f %% of later rows", 100 * figures.newShare()));
    figures
        .hitRates()
        .forEach(
            (entries, rate) ->
                table.row("cache of " + entries, text("answers %.1f %% of rows", 100 * rate)));
    table.row("model", text("%.2f us a row", costs.modelNanos() / 1e3));
    table.row("lookup", text("%.2f us a row", costs.lookupNanos() / 1e3));
    table.row(
        "advice",
        advice.kind().name().toLowerCase(Locale.ROOT)
            + (advice.cacheEntries() > 0
                ? ", a cache of " + advice.cacheEntries() + " entries"
                : ""));
    table.row("saves", text("%.0f %% of what the model costs", 100 * advice.saving()));
    table.row("because", advice.reason());
    table.print(System.out);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
