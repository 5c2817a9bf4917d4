package io.millrace.models.validation.rules;

import io.millrace.models.validation.Comparisons;
import io.millrace.models.validation.ControlStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * People's own rules over statistics. TensorFlow Data Validation had such rules, in SQL, until
 * 1.20; where one does not hold, the anomaly has the type {@code CUSTOM_VALIDATION} as it had
 * there.
 *
 * <p>A rule that compares with data that is not given is not asked, and is one of {@link
 * #notAsked}; one that compares with a feature which that data lacks, or fails in another way, does
 * not hold. A rule over features of which it names none is asked of those that have the statistics
 * that it reads: one that reads {@code feature.num_stats} of numbers, {@code feature.string_stats}
 * of strings, both of either, {@code feature.type} of all. Of a feature that it names and that does
 * not have them, it does not hold. Thread-safe.
 *
 * <pre>{@code
 * StatisticsRules rules =
 *     StatisticsRules.compile(
 *         List.of(Rule.ofFeature("mean-fare", "feature.num_stats.mean < 50.0", "fare")));
 * Anomalies all = rules.addTo(validator.validate(statistics), statistics, ControlStatistics.none());
 * }</pre>
 */
public final class StatisticsRules {
  // As many steps as two loops, one in the other, over the largest histogram.
  private static final int ITERATIONS = 1_000_000;

  private final List<CompiledRule> rules;

  /**
   * A rule that was not asked.
   *
   * @param missing the data that it compares with and that is not given: {@code previous}, {@code
   *     previous_version}, {@code serving}
   */
  public record NotAsked(Rule rule, List<String> missing) {}

  private StatisticsRules(List<CompiledRule> rules) {
    this.rules = rules;
  }

  /**
   * @throws RuleException if any rule cannot be used; it names every problem of all
   */
  public static StatisticsRules compile(List<Rule> rules) {
    RuleLanguage overFeature = RuleLanguage.of(StatisticsVariables.typesOverFeature(), ITERATIONS);
    RuleLanguage overDataset = RuleLanguage.of(StatisticsVariables.typesOverDataset(), ITERATIONS);
    List<RuleProblem> problems = new ArrayList<>();
    List<CompiledRule> compiled = new ArrayList<>();
    for (Rule rule : rules) {
      CompiledRule one =
          switch (rule.over()) {
            case FEATURE -> overFeature.compile(rule, problems);
            case DATASET -> overDataset.compile(rule, problems);
            case RECORD ->
                throw new IllegalArgumentException(
                    "rule " + rule.name() + ": over a record (expected: over statistics)");
          };
      if (one != null) {
        compiled.add(one);
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleException(problems);
    }
    return new StatisticsRules(List.copyOf(compiled));
  }

  /** The other data that any of the rules compares with. */
  public Comparisons comparisons() {
    return rules.stream()
        .map(StatisticsRules::comparisons)
        .reduce(Comparisons.NONE, Comparisons::and);
  }

  private static Comparisons comparisons(CompiledRule rule) {
    Set<String> read = rule.condition().variables();
    return new Comparisons(
        StatisticsVariables.reads("previous", read),
        StatisticsVariables.reads("previous_version", read),
        StatisticsVariables.reads("serving", read));
  }

  /** The rules that compare with data that is not given. */
  public List<NotAsked> notAsked(ControlStatistics control) {
    return rules.stream()
        .map(rule -> new NotAsked(rule.rule(), comparisons(rule).missing(control)))
        .filter(rule -> !rule.missing().isEmpty())
        .toList();
  }

  /** The anomalies, and those of the rules that do not hold. */
  public Anomalies addTo(
      Anomalies anomalies, DatasetFeatureStatistics dataset, ControlStatistics control) {
    if (rules.isEmpty() || anomalies.getDataMissing()) {
      return anomalies;
    }
    StatisticsVariables variables = new StatisticsVariables(dataset, control);
    RuleAnomalies found = new RuleAnomalies(anomalies);
    for (CompiledRule rule : rules) {
      if (comparisons(rule).missing(control).isEmpty()) {
        if (rule.rule().over() == Rule.Over.FEATURE) {
          checkFeatures(rule, variables, found);
        } else {
          checkDataset(rule, variables, found);
        }
      }
    }
    return found.build();
  }

  private static void checkFeatures(
      CompiledRule rule, StatisticsVariables variables, RuleAnomalies found) {
    List<String> named = rule.rule().features();
    FeatureParts parts = rule.condition().parts();
    if (named.isEmpty()) {
      variables
          .features()
          .forEach(
              (path, feature) -> {
                if (parts.isAnyOf(feature)) {
                  checkFeature(rule, path, variables, found);
                }
              });
    }
    for (String path : named) {
      FeatureNameStatistics feature = variables.features().get(path);
      if (feature == null) {
        found.addToFeature(path, null, rule.rule(), "could not be evaluated: no feature " + path);
      } else if (parts.isAnyOf(feature)) {
        checkFeature(rule, path, variables, found);
      } else {
        found.addToFeature(path, feature, rule.rule(), "could not be evaluated: no " + parts);
      }
    }
  }

  private static void checkFeature(
      CompiledRule rule, String path, StatisticsVariables variables, RuleAnomalies found) {
    String problem = rule.check(name -> Optional.ofNullable(variables.overFeature(path, name)));
    if (problem != null) {
      found.addToFeature(path, variables.features().get(path), rule.rule(), problem);
    }
  }

  private static void checkDataset(
      CompiledRule rule, StatisticsVariables variables, RuleAnomalies found) {
    String problem = rule.check(name -> Optional.ofNullable(variables.overDataset(name)));
    if (problem == null) {
      return;
    }
    if (rule.rule().features().isEmpty()) {
      found.addToDataset(rule.rule(), problem);
    }
    for (String path : rule.rule().features()) {
      found.addToFeature(path, variables.features().get(path), rule.rule(), problem);
    }
  }
}
