package io.millrace.models.registry;

import java.util.regex.Pattern;

/** The names of models and aliases, which become names of directories. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final int LONGEST = 200;

  private Names() {}

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
