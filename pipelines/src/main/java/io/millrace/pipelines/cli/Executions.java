package io.millrace.pipelines.cli;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The ways to run a pipeline that are on the class path. */
final class Executions {
  private Executions() {}

  static Execution named(String name) {
    Map<String, Execution> known = new TreeMap<>();
    for (Execution execution : ServiceLoader.load(Execution.class)) {
      known.put(execution.name(), execution);
    }
    Execution execution = known.get(name);
    if (execution == null) {
      throw new IllegalArgumentException(
          "--runner: " + name + " (expected: one of " + known.keySet() + ")");
    }
    return execution;
  }
}
