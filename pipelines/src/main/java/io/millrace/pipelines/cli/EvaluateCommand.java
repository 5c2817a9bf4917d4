package io.millrace.pipelines.cli;

import io.millrace.models.data.TimestampFormat;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.KeyColumns;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.ModelComparison;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.local.FileRows;
import io.millrace.pipelines.training.HeldOutComparison;
import io.millrace.pipelines.training.HeldOutRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a model on labelled rows. */
@Command(
    name = "evaluate",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Tells how good a model is, by slice and with confidence intervals, and what gates say of"
          + " it.",
      "Rows are those of --input, or the newest held-out examples of the deployment of --config.",
      ""
    },
    exitCodeOnExecutionException = 3,
    footer = {"", ExitCodes.EVALUATE})
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR|NAME@ALIAS|NAME:VERSION",
      description = "The model (default: the champion of --config).")
  private @Nullable String model;

  @Option(
      names = "--baseline",
      paramLabel = "DIR|NAME@ALIAS|NAME:VERSION",
      description = "The model that it is compared with on the same rows.")
  private @Nullable String baseline;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The signature to call (default: serving_default, or the only one).")
  private @Nullable String signature;

  @Option(names = "--config", paramLabel = "FILE", description = "The deployment's YAML file.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {ConfigOption.VARIABLE, ConfigOption.SETTING})
  private Map<String, String> given = new LinkedHashMap<>();

  @Option(names = "--label", paramLabel = "COL", description = "The column of labels in --input.")
  private @Nullable String label;

  @Option(
      names = "--id",
      paramLabel = "COL",
      description =
          "The column of record ids in --input, by which rows are resampled (default: by place).")
  private @Nullable String id;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description = "The column of event times in --input, for models that see them.")
  private @Nullable String time;

  @Option(
      names = "--time-format",
      paramLabel = "FORMAT",
      description =
          "How it is written: iso, epoch_millis, epoch_seconds, or a pattern such as"
              + " 'yyyy-MM-dd HH:mm:ss' (default: iso).")
  private String timeFormat = "iso";

  @Option(
      names = "--gate",
      paramLabel = "GATE:NAME=VALUE,…",
      description = {
        "Ask this gate, such as value_threshold:metric=mape,upper=0.3; may be repeated",
        "(default: the gates of --config)."
      })
  private List<String> gates = List.of();

  @Option(names = "--no-gates", description = "Ask no gate.")
  private boolean noGates;

  @Option(
      names = "--tables",
      description = "Print confusion matrix, calibration curve and operating points, too.")
  private boolean tables;

  @Mixin private EvaluationOptions options = new EvaluationOptions();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    Deployment deployment = ConfigOption.loadOrNull(config, given);
    String name = modelName(deployment);
    List<Gate> asked = gates(deployment);
    EvaluationColumns columns = columns(deployment);
    ModelComparison comparison =
        new ModelComparison(options.spec(columns.task()), columns, asked, signature);
    Path directory = ModelSources.directory("--model", name, deployment);
    Path other =
        baseline == null ? null : ModelSources.directory("--baseline", baseline, deployment);
    Candidates candidates;
    try (RowProgress progress = new RowProgress(System.err)) {
      candidates = comparison.run(rows(deployment, progress), directory, other, null);
    }
    boolean judged = !asked.isEmpty();
    GateDecision decision = judged ? GateDecision.of(asked, candidates) : null;
    EvaluationReport report = EvaluationReport.of(name, baseline, candidates, decision);
    if (!json.print(report)) {
      EvaluationPrinter.print(report, tables, System.out);
    }
    return decision == null || decision.passed() ? 0 : 1;
  }

  private String modelName(@Nullable Deployment deployment) {
    if (model != null) {
      return model;
    }
    if (deployment == null) {
      throw new IllegalArgumentException("--model: none (expected: one, or --config)");
    }
    return deployment.model() + "@champion";
  }

  private List<Gate> gates(@Nullable Deployment deployment) {
    if (noGates) {
      return List.of();
    }
    if (gates.isEmpty()) {
      return deployment == null ? List.of() : deployment.gates();
    }
    List<Gate> parsed = new ArrayList<>();
    gates.forEach(gate -> parsed.add(GateTexts.parse(gate)));
    return parsed;
  }

  private EvaluationColumns columns(@Nullable Deployment deployment) {
    if (input.given() && label == null) {
      throw new IllegalArgumentException("--label: none (expected: the column of labels)");
    }
    if (deployment == null || options.haveTask()) {
      return options.columns(label == null ? "label" : label);
    }
    EvaluationColumns known = HeldOutComparison.columns(deployment);
    return label == null
        ? known
        : new EvaluationColumns(known.task(), label, known.classes(), known.weight(), null);
  }

  private TrainingData rows(@Nullable Deployment deployment, RowProgress progress)
      throws Exception {
    if (input.given()) {
      KeyColumns keys = new KeyColumns(id, time, new TimestampFormat(timeFormat, "UTC"), 0);
      return new FileRows(
          DataFiles.open(input.files(), input.reading(Map.of()).withKeys(keys), input.threads()),
          progress::add);
    }
    if (deployment == null) {
      throw new IllegalArgumentException("--input: none (expected: files, or --config)");
    }
    return HeldOutRows.newest(deployment);
  }
}
