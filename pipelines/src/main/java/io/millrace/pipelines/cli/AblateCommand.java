package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.ablation.AblationResult;
import io.millrace.models.evaluation.ablation.AblationResult.Loss;
import io.millrace.models.evaluation.ablation.LeftOut;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.confidence.Interval;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.DeploymentAblation;
import io.millrace.pipelines.training.HeldOutComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what each feature is worth. */
@Command(
    name = "ablate",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Trains the deployment's model without each feature, and tells how much worse it gets.",
      "All models learn from and are compared on the newest examples, as millrace train does it.",
      ""
    },
    footer = {"", ExitCodes.FILES})
final class AblateCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--feature",
      split = ",",
      paramLabel = "NAME",
      description = "Only these features, each by itself (default: all).")
  private List<String> features = List.of();

  @Option(
      names = "--groups",
      description = "Leave out columns with all features that are made of them.")
  private boolean byColumn;

  @Option(
      names = "--group",
      paramLabel = "NAME=FEATURE+FEATURE…",
      description = "Leave these features out together; may be repeated.")
  private Map<String, String> groups = new LinkedHashMap<>();

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "What models are compared by (default: mape, or log_loss of classes).")
  private @Nullable String metric;

  @Mixin private JsonOption json = new JsonOption();

  /** A line of the result, for programs. */
  record Line(
      String leftOut,
      List<String> features,
      double without,
      double worsening,
      @Nullable Interval interval,
      double seconds) {}

  /** The result, for programs. */
  record Report(String metric, double full, @Nullable Interval interval, List<Line> leftOut) {}

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    DeploymentAblation ablation = new DeploymentAblation(deployment);
    Task task = HeldOutComparison.columns(deployment).task();
    String name = metric != null ? metric : task == Task.REGRESSION ? "mape" : "log_loss";
    Metric<?> compared = Metrics.create(name, task);
    List<LeftOut> leftOut = leftOut(ablation.spec().features());
    AblationResult result =
        ablation.run(
            leftOut,
            compared,
            started ->
                System.err.println(
                    started.isEmpty() ? "training with all features" : "without " + started));
    if (!json.print(report(result))) {
      print(result);
    }
    return 0;
  }

  private List<LeftOut> leftOut(List<FeatureSpec> known) {
    List<LeftOut> all = new ArrayList<>();
    groups.forEach((name, some) -> all.add(new LeftOut(name, Set.of(some.split("\\+")))));
    features.forEach(feature -> all.add(new LeftOut(feature, Set.of(feature))));
    if (byColumn) {
      all.addAll(LeftOut.eachColumn(known));
    }
    return all.isEmpty() ? LeftOut.each(known) : all;
  }

  private static Report report(AblationResult result) {
    List<Line> lines = new ArrayList<>();
    for (Loss loss : result.losses()) {
      lines.add(
          new Line(
              loss.leftOut().name(),
              loss.leftOut().features().stream().sorted().toList(),
              loss.without().value(),
              loss.worsening().value(),
              loss.worsening().intervalOrNull(),
              loss.seconds()));
    }
    return new Report(
        result.metric(), result.full().value(), result.full().intervalOrNull(), lines);
  }

  private static void print(AblationResult result) {
    System.out.printf(
        Locale.ROOT,
        "%s with all features: %.5g (%s)%n",
        result.metric(),
        result.full().value(),
        range(result.full()));
    String metric = result.metric().toUpperCase(Locale.ROOT);
    Table table = new Table("WITHOUT", metric, "WORSE BY", "INTERVAL", "VERDICT", "SECONDS");
    for (Loss loss : result.losses()) {
      table.row(
          loss.leftOut().name(),
          String.format(Locale.ROOT, "%.5g", loss.without().value()),
          String.format(Locale.ROOT, "%.3g", loss.worsening().value()),
          range(loss.worsening()),
          verdict(loss.worsening().intervalOrNull()),
          String.format(Locale.ROOT, "%.1f", loss.seconds()));
    }
    table.print(System.out);
  }

  private static String verdict(@Nullable Interval interval) {
    if (interval == null || (interval.lower() <= 0 && interval.upper() >= 0)) {
      return "no difference shown";
    }
    return interval.lower() > 0 ? "of use" : "better without";
  }

  private static String range(Estimate estimate) {
    Interval interval = estimate.intervalOrNull();
    return interval == null
        ? "-"
        : String.format(Locale.ROOT, "%.3g .. %.3g", interval.lower(), interval.upper());
  }
}
