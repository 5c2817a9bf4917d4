package io.millrace.models.validation.rules;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule that can be asked. Thread-safe. */
record CompiledRule(Rule rule, Expression condition, Message message) {
  private static final Pattern POSITION = Pattern.compile("^evaluation error( at <input>:\\d+)?: ");

  /** What is wrong: null where the rule holds. A rule that cannot be evaluated does not hold. */
  @Nullable String check(CelVariableResolver variables) {
    try {
      Object result = condition.evaluate(variables);
      if (Boolean.TRUE.equals(result)) {
        return null;
      }
      return result instanceof Boolean
          ? message.of(variables)
          : "could not be evaluated: " + Expression.text(result) + " (expected: true or false)";
    } catch (CelEvaluationException e) {
      String reason = POSITION.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      // Of what is not there, CEL tells the name only.
      boolean absent = e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND;
      return "could not be evaluated: " + (absent ? "no " : "") + reason;
    }
  }
}
