package io.millrace.pipelines.cli;

import io.millrace.models.drift.AlarmRules;
import io.millrace.models.drift.CompatCriteria;
import io.millrace.models.drift.Criterion;
import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.distances.Distance;
import io.millrace.models.drift.distances.Distances;
import io.millrace.models.drift.fdr.OnlineFdrs;
import io.millrace.pipelines.config.DriftSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is drift. */
final class DriftFlags {
  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "NAME",
      description = {
        "What decides (default: psi,new_values). All: psi, new_values, ks, chi_square, g, kl,"
            + " js_divergence, js_distance, hellinger, total_variation, l_infinity,"
            + " l_infinity_robust, wasserstein, wasserstein_per_sigma, energy."
      })
  private List<String> methods = List.of();

  @Option(
      names = "--threshold",
      split = ",",
      paramLabel = "METHOD=VALUE",
      description = "The least value that matters, in place of the method's usual one.")
  private Map<String, Double> thresholds = new LinkedHashMap<>();

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "How sure it has to be that it is not chance (default: 0.99).")
  private @Nullable Double confidence;

  @Option(
      names = "--minimum-rows",
      paramLabel = "N",
      description = "With fewer rows there is no verdict (default: 500).")
  private @Nullable Long minimumRows;

  @Option(
      names = "--compat",
      paramLabel = "evidently|nannyml|tfdv",
      description = "Decide by the methods, conventions and thresholds of another tool.")
  private @Nullable CompatCriteria compat;

  @Option(
      names = "--fdr",
      paramLabel = "addis|saffron|lord|none",
      description = "What limits false alarms over all tests (default: addis; none with --compat).")
  private @Nullable String fdr;

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description = "The share of false alarms among all that is allowed for (default: 0.05).")
  private double alpha = 0.05;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = "The share of drifted features that makes a drifted data set (default: 0.5).")
  private double share = DatasetRule.DEFAULT.share();

  @Option(
      names = "--weight",
      split = ",",
      paramLabel = "FEATURE=W",
      description = "How much features count for that share (default: 1).")
  private Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--season",
      paramLabel = "hour_of_day|day_of_week|hour_of_week",
      description = "Compare windows with the same part of the reference's days or weeks.")
  private Season season = Season.NONE;

  @Option(
      names = "--slice",
      paramLabel = "FEATURE[=VALUE][,…]",
      description = "Also judge slices of rows by themselves; may be repeated.")
  private List<String> slices = List.of();

  Season season() {
    return season;
  }

  List<String> slices() {
    return slices;
  }

  DatasetRule rule() {
    return new DatasetRule(share, weights);
  }

  FeatureAlarms alarms() {
    String control = fdr != null ? fdr : compat == null ? "addis" : "none";
    return new FeatureAlarms(AlarmRules.DEFAULT, OnlineFdrs.create(control, alpha));
  }

  /**
   * What decides.
   *
   * @param settings of a deployment, which the options go before; null for none
   * @param referenceRows of the reference
   */
  FeatureDriftTest test(@Nullable DriftSettings settings, long referenceRows) {
    double sure = confidence != null ? confidence : settings == null ? 0.99 : settings.confidence();
    long rows = minimumRows != null ? minimumRows : settings == null ? 500 : settings.minimumRows();
    if (compat != null) {
      if (!methods.isEmpty() || !thresholds.isEmpty()) {
        throw new IllegalArgumentException(
            "--compat: with --methods or --threshold (expected: without)");
      }
      return compat.test(referenceRows, sure, rows);
    }
    Map<String, Double> all = new LinkedHashMap<>();
    if (settings != null) {
      all.put("psi", settings.threshold());
    }
    all.putAll(thresholds);
    List<String> names = methods.isEmpty() ? List.of("psi", "new_values") : methods;
    Set<String> unused = new LinkedHashSet<>(thresholds.keySet());
    names.forEach(unused::remove);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "--threshold: " + unused + " (expected: of " + String.join(", ", names) + ")");
    }
    return test(names.stream().map(Distances::named).toList(), all, sure, rows);
  }

  /** Every distance, for information. */
  FeatureDriftTest details(FeatureDriftTest test) {
    return test(Distances.all(), thresholds, test.confidence(), test.minimumRows());
  }

  private static FeatureDriftTest test(
      List<Distance> distances, Map<String, Double> thresholds, double confidence, long rows) {
    List<Criterion> numbers = new ArrayList<>();
    List<Criterion> categories = new ArrayList<>();
    for (Distance distance : distances) {
      Criterion criterion = new Criterion(distance, thresholds.get(distance.name()));
      numbers.add(criterion);
      if (!distance.needsNumbers()) {
        categories.add(criterion);
      }
    }
    if (categories.isEmpty()) {
      throw new IllegalArgumentException(
          "--methods: "
              + distances.get(0).name()
              + ", for features of numbers (expected: one for categories too)");
    }
    return new FeatureDriftTest(numbers, categories, confidence, rows);
  }
}
