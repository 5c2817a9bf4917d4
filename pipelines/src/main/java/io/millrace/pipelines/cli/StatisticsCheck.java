package io.millrace.pipelines.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.models.validation.AnomalyJson;
import io.millrace.models.validation.Comparisons;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.CorrespondingSlices;
import io.millrace.models.validation.StatisticsValidator;
import io.millrace.models.validation.ValidationOptions;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.StatisticsRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Statistics that were checked by a schema and by rules.
 *
 * @param noThresholds the data that thresholds compare with and that is not given
 * @param noRules the rules that compare with data that is not given
 * @param notOfSlices what was not asked, as it is about the data set and not about its slices
 */
record StatisticsCheck(
    Anomalies anomalies,
    List<String> noThresholds,
    List<StatisticsRules.NotAsked> noRules,
    List<String> notOfSlices) {

  /** What statistics are checked by. */
  record Expected(
      Schema schema, @Nullable String environment, ValidationOptions options, List<Rule> rules) {}

  /** Checks a data set. */
  static StatisticsCheck of(
      DatasetFeatureStatistics data, ControlStatistics control, Expected expected) {
    StatisticsValidator validator =
        StatisticsValidator.of(expected.schema).withOptions(expected.options);
    if (expected.environment != null) {
      validator = validator.withEnvironment(expected.environment);
    }
    StatisticsRules rules = StatisticsRules.compile(expected.rules);
    return new StatisticsCheck(
        rules.addTo(validator.validate(data, control), data, control),
        Comparisons.of(expected.schema).missing(control),
        rules.notAsked(control),
        List.of());
  }

  /** Checks every slice of a data set. */
  static StatisticsCheck of(CorrespondingSlices slices, Expected expected) {
    List<Rule> ofFeatures = new ArrayList<>();
    List<String> notOfSlices = new ArrayList<>();
    if (expected.schema.hasDatasetConstraints()) {
      notOfSlices.add("dataset_constraints");
    }
    for (Rule rule : expected.rules) {
      if (rule.over() == Rule.Over.FEATURE) {
        ofFeatures.add(rule.withFeatures(inSlices(rule, slices)));
      } else {
        notOfSlices.add("rule " + rule.name());
      }
    }
    StatisticsRules rules = StatisticsRules.compile(ofFeatures);
    Schema ofSlice = expected.schema.toBuilder().clearDatasetConstraints().build();
    return new StatisticsCheck(
        rules.addTo(
            slices.validate(ofSlice, expected.environment, expected.options),
            slices.data(),
            slices.control()),
        Comparisons.of(ofSlice).missing(slices.control()),
        rules.notAsked(slices.control()),
        notOfSlices);
  }

  private static List<String> inSlices(Rule rule, CorrespondingSlices slices) {
    return rule.features().stream().flatMap(path -> slices.inSlices(path).stream()).toList();
  }

  /** A line for each thing that was not asked. */
  List<String> notAsked() {
    List<String> lines = new ArrayList<>();
    if (!noThresholds.isEmpty()) {
      lines.add("thresholds: not asked, as they compare with " + expected(noThresholds));
    }
    for (StatisticsRules.NotAsked rule : noRules) {
      lines.add(
          "rule " + rule.rule().name() + ": not asked, as it reads " + expected(rule.missing()));
    }
    for (String whole : notOfSlices) {
      lines.add(whole + ": not asked of slices (expected: without --slices)");
    }
    return lines;
  }

  /** The anomalies, and what was not asked, for programs. */
  ObjectNode toJson() {
    ObjectNode json = AnomalyJson.of(anomalies);
    add(noThresholds, json.putObject("thresholds_not_asked").putArray("missing"));
    ArrayNode rules = json.putArray("rules_not_asked");
    for (StatisticsRules.NotAsked rule : noRules) {
      add(rule.missing(), rules.addObject().put("rule", rule.rule().name()).putArray("missing"));
    }
    add(notOfSlices, json.putArray("not_asked_of_slices"));
    return json;
  }

  private static void add(List<String> texts, ArrayNode to) {
    texts.forEach(to::add);
  }

  private static String expected(List<String> missing) {
    return String.join(" and ", missing)
        + " (expected: "
        + missing.stream()
            .map(data -> "--" + data.replace('_', '-') + " FILE")
            .collect(Collectors.joining(" "))
        + ")";
  }
}
