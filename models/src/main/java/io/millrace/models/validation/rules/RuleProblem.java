package io.millrace.models.validation.rules;

import java.io.Serializable;

/**
 * Why a rule cannot be used.
 *
 * @param rule the rule's name
 * @param part {@code expression} or {@code message}
 * @param line in that part, from 1
 * @param column in that line, from 1
 */
public record RuleProblem(String rule, String part, int line, int column, String text)
    implements Serializable {
  @Override
  public String toString() {
    return "rule " + rule + ": " + part + ": line " + line + ", column " + column + ": " + text;
  }
}
