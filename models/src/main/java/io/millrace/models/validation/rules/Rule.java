package io.millrace.models.validation.rules;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that people made, in the Common Expression Language (CEL). The rule holds where its
 * expression is true.
 *
 * @param name what the rule is called in results
 * @param over what the expression is asked about
 * @param features for {@link Over#FEATURE} those it is asked about, none for all that have the
 *     statistics that it reads; for {@link Over#DATASET} those whose anomaly it is, none for the
 *     data set's
 * @param message what to say where it does not hold, with further expressions in braces: {@code
 *     mean {feature.num_stats.mean}}; null says the expression
 */
public record Rule(
    String name,
    Over over,
    List<String> features,
    String expression,
    Severity severity,
    @Nullable String message)
    implements Serializable {

  /** What a rule is about, and the variables that its expressions have. */
  public enum Over {
    /**
     * One feature's statistics: {@code feature}, with {@code previous}, {@code previous_version}
     * and {@code serving} for the same feature in the data it is compared with, all of type {@code
     * FeatureNameStatistics}, and {@code dataset}, a {@code DatasetFeatureStatistics}.
     */
    FEATURE,
    /**
     * A data set's statistics: {@code dataset}, {@code previous}, {@code previous_version} and
     * {@code serving}, all {@code DatasetFeatureStatistics}, and the features of each by path:
     * {@code features}, {@code previous_features}, {@code previous_version_features}, {@code
     * serving_features}.
     */
    DATASET,
    /**
     * A record: its columns by name, and all of them in {@code record}. A column of at most one
     * value is that value, or null; others are lists, empty where the record has none.
     */
    RECORD
  }

  public Rule {
    features = List.copyOf(features);
  }

  /** An error over records. */
  public static Rule ofRecord(String name, String expression) {
    return new Rule(name, Over.RECORD, List.of(), expression, Severity.ERROR, null);
  }

  /** An error over the statistics of these features; if none is named, of all that have them. */
  public static Rule ofFeature(String name, String expression, String... features) {
    return new Rule(name, Over.FEATURE, List.of(features), expression, Severity.ERROR, null);
  }

  /** An error over the statistics of a data set. */
  public static Rule ofDataset(String name, String expression) {
    return new Rule(name, Over.DATASET, List.of(), expression, Severity.ERROR, null);
  }

  public Rule withFeatures(List<String> features) {
    return new Rule(name, over, features, expression, severity, message);
  }

  public Rule withSeverity(Severity severity) {
    return new Rule(name, over, features, expression, severity, message);
  }

  public Rule withMessage(String message) {
    return new Rule(name, over, features, expression, severity, message);
  }
}
