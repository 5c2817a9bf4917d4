package io.millrace.models.validation.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * CEL with the variables that the rules over one thing have. CEL knows no loops but those over
 * given lists, and nothing of the JVM; what a rule may iterate is bounded besides.
 */
final class RuleLanguage {
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  private RuleLanguage(CelCompiler compiler, CelRuntime runtime) {
    this.compiler = compiler;
    this.runtime = runtime;
  }

  /**
   * @param variables by name
   * @param iterations how many steps all loops of one evaluation may take together
   */
  static RuleLanguage of(Map<String, CelType> variables, int iterations) {
    CelOptions options =
        CelOptions.current()
            .comprehensionMaxIterations(iterations)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    CelCompilerBuilder compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setContainer(CelContainer.ofName("tensorflow.metadata.v0"))
            .addMessageTypes(
                FeatureNameStatistics.getDescriptor(), DatasetFeatureStatistics.getDescriptor());
    variables.forEach(compiler::addVar);
    CelRuntime runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(options)
            .addMessageTypes(
                FeatureNameStatistics.getDescriptor(), DatasetFeatureStatistics.getDescriptor())
            .build();
    return new RuleLanguage(compiler.build(), runtime);
  }

  /** The rule, or null after its problems were added to {@code problems}. */
  @Nullable CompiledRule compile(Rule rule, List<RuleProblem> problems) {
    Expression condition =
        expression(rule.expression(), new Problems(rule.name(), "expression", 0, problems), true);
    Message message = Message.compile(rule, this, problems);
    return condition == null || message == null ? null : new CompiledRule(rule, condition, message);
  }

  /** What is wrong with the rule's expression, whatever its variables are. */
  List<RuleProblem> syntaxProblems(Rule rule) {
    List<RuleProblem> problems = new ArrayList<>();
    report(compiler.parse(rule.expression()), new Problems(rule.name(), "expression", 0, problems));
    return problems;
  }

  /** The expression, or null after its problems were added. */
  @Nullable Expression expression(String text, Problems problems, boolean condition) {
    CelValidationResult result = compiler.compile(text);
    if (result.hasError()) {
      report(result, problems);
      return null;
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      CelType type = tree.getResultType();
      if (condition && !type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
        problems.add(1, 1, "a result of type " + type.name() + " (expected: bool)");
        return null;
      }
      return Expression.of(text, tree, runtime.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException e) {
      problems.add(1, 1, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void report(CelValidationResult result, Problems problems) {
    for (CelIssue issue : result.getErrors()) {
      problems.add(
          issue.getSourceLocation().getLine(),
          issue.getSourceLocation().getColumn() + 1,
          hinted(issue.getMessage()));
    }
  }

  // Without the list of all that would have been right, and with what usually is meant.
  private static String hinted(String issue) {
    int candidates = issue.indexOf(" (candidates: ");
    String message = candidates < 0 ? issue : issue.substring(0, candidates);
    if (message.contains("(uint, int)") || message.contains("(int, uint)")) {
      return message + "; counts are unsigned: 3u is one, and double(x) is a number to divide";
    }
    return message.contains("(list(") || message.contains(", list(")
        ? message + "; a column is one value if its schema has shape {} or value_count { max: 1 }"
        : message;
  }

  /** Where the problems of one part of a rule go; {@code offset} columns stand before it. */
  record Problems(String rule, String part, int offset, List<RuleProblem> found) {
    void add(int line, int column, String text) {
      found.add(new RuleProblem(rule, part, line, line == 1 ? column + offset : column, text));
    }
  }
}
