package io.millrace.models.registry;

import java.util.regex.Pattern;

/** The names of models and aliases, which become names of directories. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final Pattern RESERVED = Pattern.compile("(?i)latest|v[0-9]+");
  private static final int LONGEST = 200;

  private Names() {}

  /** As {@link #check}; names that mean a version by themselves are reserved, as in MLflow. */
  static String checkAlias(String alias) {
    check("alias", alias);
    if (RESERVED.matcher(alias).matches()) {
      throw new IllegalArgumentException(
          "alias: " + alias + " (expected: neither latest nor v and a number, which are reserved)");
    }
    return alias;
  }

  static String check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(what + ": " + name + " (expected: " + NAME + ")");
    }
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + ": " + name.length() + " characters (expected: at most " + LONGEST + ")");
    }
    return name;
  }
}
