package io.millrace.pipelines.config;

import io.millrace.pipelines.config.ConfigurationException.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of <code>${NAME}</code> and <code>${NAME:-default}</code>.
 *
 * <p>A name is looked up among the given values first, then in the environment. As in a shell, the
 * default also stands in for an empty value. <code>$${</code> is a literal <code>${</code>. Values
 * are not looked into again, and are substituted after the YAML was parsed: they cannot change its
 * shape.
 */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}|(\\$\\{[^}]*}?)");

  private final Map<String, String> given;
  private final Function<String, @Nullable String> environment;

  Variables(Map<String, String> given, Function<String, @Nullable String> environment) {
    this.given = Map.copyOf(given);
    this.environment = environment;
  }

  /** The values of the names that the text refers to, as far as there are any. */
  Map<String, String> usedBy(String text) {
    Map<String, String> used = new LinkedHashMap<>();
    REFERENCE
        .matcher(text)
        .results()
        .map(match -> match.group(2))
        .filter(Objects::nonNull)
        .forEach(
            name -> {
              String value = given.containsKey(name) ? given.get(name) : environment.apply(name);
              if (value != null) {
                used.put(name, value);
              }
            });
    return used;
  }

  /** A problem for each given value of a name that the text does not refer to: a mistyped one. */
  List<Problem> unknownTo(String text) {
    Set<String> known = new TreeSet<>();
    REFERENCE
        .matcher(text)
        .results()
        .map(match -> match.group(2))
        .filter(Objects::nonNull)
        .forEach(known::add);
    // Not the value, which may be a secret.
    return given.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(
            name ->
                new Problem(1, name + ": unknown variable (expected: " + near(name, known) + ")"))
        .toList();
  }

  private static String near(String name, Set<String> known) {
    List<String> near = Spelling.nearest(name, known);
    if (!near.isEmpty()) {
      return String.join(" or ", near);
    }
    return known.isEmpty()
        ? "none, for the file refers to none; a setting has a dot"
        : "one of " + String.join(", ", known) + "; a setting has a dot";
  }

  /**
   * The text with every reference replaced; what a reference needs and does not have is added to
   * {@code expectations}.
   */
  String substitute(String text, List<String> expectations) {
    if (!text.contains("${")) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, expectations)));
  }

  private String value(MatchResult match, List<String> expectations) {
    if (match.group(1) != null) {
      return "${";
    }
    if (match.group(4) != null) {
      expectations.add("${NAME} or ${NAME:-default}, with letters, digits and _ in NAME");
      return "";
    }
    String name = match.group(2);
    String value = given.containsKey(name) ? given.get(name) : environment.apply(name);
    String fallback = match.group(3);
    if (fallback != null && (value == null || value.isEmpty())) {
      return fallback;
    }
    if (value == null) {
      expectations.add("a value for " + name + ", or a default as in ${" + name + ":-default}");
      return "";
    }
    return value;
  }
}
