package io.millrace.pipelines.config;

import io.millrace.models.validation.Comparisons;
import io.millrace.models.validation.rules.RecordRules;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.RuleProblem;
import io.millrace.models.validation.rules.Severity;
import io.millrace.models.validation.rules.StatisticsRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads people's own rules. Expressions over statistics are compiled here; those over records need
 * a schema for that, so only their syntax is checked.
 */
final class RuleSettings {
  private static final Kind<String> EXPRESSION =
      Kind.TEXT.where(text -> true, "an expression of CEL that is true or false");

  private RuleSettings() {}

  /**
   * The rules.
   *
   * @param windows whether it is windows of a deployment that rules over statistics are asked of
   */
  static List<Rule> readAll(Section validation, boolean windows) {
    List<Section> items = validation.sections("rules");
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section item : items == null ? List.<Section>of() : items) {
      Rule rule = read(item, windows);
      if (!rule.name().isEmpty() && !names.add(rule.name())) {
        item.problem("name", rule.name(), "a name that no rule before it has");
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  private static Rule read(Section item, boolean windows) {
    String name = item.required("name", Kind.TEXT);
    Rule.Over over = item.required("over", Kind.choice(Rule.Over.class));
    List<String> features = item.list("features", Kind.TEXT, List.of());
    String expression = item.required("expression", EXPRESSION);
    Severity severity = item.optional("severity", Kind.choice(Severity.class), Severity.ERROR);
    String message = item.orNull("message", Kind.TEXT);
    if (over == Rule.Over.RECORD && !features.isEmpty()) {
      item.refuse("features", "only with over: feature or dataset");
    }
    Rule rule = new Rule(name, over, features, expression, severity, message);
    if (!expression.isEmpty()) {
      check(item, rule, windows);
    }
    return rule;
  }

  private static void check(Section item, Rule rule, boolean windows) {
    try {
      if (rule.over() == Rule.Over.RECORD) {
        RecordRules.checkSyntax(rule);
      } else {
        Comparisons read = StatisticsRules.compile(List.of(rule)).comparisons();
        if (windows && read.serving()) {
          item.problem(
              "expression",
              "reads serving",
              "no other data than previous: a window is what is served, and thresholds of skew"
                  + " compare it with the history of bootstrap");
        }
        if (windows && read.previousVersion()) {
          item.problem(
              "expression",
              "reads previous_version",
              "no other data than previous: a window has no other version");
        }
      }
    } catch (RuleException e) {
      for (RuleProblem problem : e.problems()) {
        item.problem(
            problem.part(),
            "line %d, column %d: %s".formatted(problem.line(), problem.column(), problem.text()),
            problem.part().equals("message")
                ? "a text with expressions of CEL in braces"
                : EXPRESSION.noun());
      }
    }
  }
}
