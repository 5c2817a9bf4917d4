package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The settings that may vary, each by itself. A point has a coordinate for each, in this order.
 *
 * @param parameters at least one, each with a name of its own
 */
public record SearchSpace(List<Parameter> parameters) {

  public SearchSpace {
    parameters = List.copyOf(parameters);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("parameters: none (expected: at least one)");
    }
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "parameters: " + parameter.name() + " twice (expected: each once)");
      }
    }
  }

  /** The settings at a point, as they are written in a configuration. */
  public Map<String, String> written(List<Double> point) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      settings.put(parameters.get(i).name(), parameters.get(i).written(point.get(i)));
    }
    return settings;
  }

  /** A point, all as likely. */
  List<Double> draw(SplittableRandom random) {
    List<Double> point = new ArrayList<>();
    for (Parameter parameter : parameters) {
      point.add(parameter.draw(random));
    }
    return point;
  }
}
