package io.millrace.models.validation.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to say where a rule does not hold: text, and expressions in braces whose results are put in.
 * Two braces stand for one.
 */
final class Message {
  // Text and expressions take turns, text first.
  private final List<String> texts;
  private final List<Expression> expressions;

  private Message(List<String> texts, List<Expression> expressions) {
    this.texts = texts;
    this.expressions = expressions;
  }

  /** The message, or null after its problems were added. */
  static @Nullable Message compile(Rule rule, RuleLanguage language, List<RuleProblem> problems) {
    String source = rule.message();
    if (source == null) {
      return new Message(List.of("expected: " + rule.expression()), List.of());
    }
    int before = problems.size();
    List<String> texts = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if ((c == '{' || c == '}') && at + 1 < source.length() && source.charAt(at + 1) == c) {
        text.append(c);
        at += 2;
      } else if (c == '{') {
        int end = source.indexOf('}', at);
        var here = new RuleLanguage.Problems(rule.name(), "message", at + 1, problems);
        if (end < 0) {
          here.add(1, 0, "{ without } (expected: an expression in braces, or {{)");
          return null;
        }
        Expression expression = language.expression(source.substring(at + 1, end), here, false);
        if (expression != null) {
          expressions.add(expression);
          texts.add(text.toString());
          text.setLength(0);
        }
        at = end + 1;
      } else {
        text.append(c);
        at++;
      }
    }
    texts.add(text.toString());
    return problems.size() > before ? null : new Message(texts, expressions);
  }

  String of(CelVariableResolver variables) {
    StringBuilder message = new StringBuilder(texts.get(0));
    for (int i = 0; i < expressions.size(); i++) {
      try {
        message.append(Expression.text(expressions.get(i).evaluate(variables)));
      } catch (CelEvaluationException e) {
        message.append('{').append(expressions.get(i).text()).append(": not known}");
      }
      message.append(texts.get(i + 1));
    }
    return message.toString();
  }
}
