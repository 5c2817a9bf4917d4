package io.millrace.models.statistics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.Path;

/** Where a feature stands: its name, below the names of the structs it is in. */
public record FeaturePath(List<String> steps) implements Serializable, Comparable<FeaturePath> {

  public FeaturePath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("feature path: [] (expected: >= 1 step)");
    }
  }

  public static FeaturePath of(String... steps) {
    return new FeaturePath(List.of(steps));
  }

  public FeaturePath child(String name) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(name);
    return new FeaturePath(longer);
  }

  /** True when {@code other} is this path or lies below it. */
  public boolean contains(FeaturePath other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  public Path toProto() {
    return Path.newBuilder().addAllStep(steps).build();
  }

  public static FeaturePath of(Path path) {
    return new FeaturePath(path.getStepList());
  }

  @Override
  public int compareTo(FeaturePath other) {
    for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
      int order = steps.get(i).compareTo(other.steps.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }

  /** The steps, joined by dots. */
  @Override
  public String toString() {
    return String.join(".", steps);
  }
}
