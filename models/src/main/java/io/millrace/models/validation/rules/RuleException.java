package io.millrace.models.validation.rules;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used; the message has a line for every problem of all of them. */
public final class RuleException extends IllegalArgumentException {
  private final List<RuleProblem> problems;

  RuleException(List<RuleProblem> problems) {
    super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<RuleProblem> problems() {
    return problems;
  }
}
