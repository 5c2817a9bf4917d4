package io.millrace.models.validation.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelReference;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Set;
import java.util.TreeSet;

/** An expression that was compiled, and what it reads. Thread-safe. */
record Expression(
    String text, CelRuntime.Program program, Set<String> variables, FeatureParts parts) {
  private static final int LONGEST = 200;

  static Expression of(String text, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
    return new Expression(text, program, variables(tree), FeatureParts.readBy(tree));
  }

  private static Set<String> variables(CelAbstractSyntaxTree tree) {
    Set<String> names = new TreeSet<>();
    for (CelReference reference : tree.getReferenceMap().values()) {
      if (reference.overloadIds().isEmpty()
          && reference.value().isEmpty()
          && !reference.name().isEmpty()) {
        names.add(reference.name());
      }
    }
    return names;
  }

  Object evaluate(CelVariableResolver variables) throws CelEvaluationException {
    return program.eval(variables);
  }

  /** Writes a result for people. */
  static String text(Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
