package io.millrace.models.training.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every combination of values, the last parameter's changing fastest.
 *
 * @param steps how many values of a continuum, both ends among them, at least 1
 */
public record GridSampler(SearchSpace space, int steps) implements Sampler {

  public GridSampler {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: " + steps + " (expected: 1 or more)");
    }
  }

  @Override
  public List<List<Double>> propose(int first, int count, List<Observation> observed) {
    List<double[]> axes = space.parameters().stream().map(p -> p.grid(steps)).toList();
    List<List<Double>> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Double> point = new ArrayList<>();
      long rest = (long) first + i;
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        double[] values = axes.get(axis);
        point.add(values[(int) (rest % values.length)]);
        rest /= values.length;
      }
      if (rest > 0) {
        break; // behind the last combination
      }
      Collections.reverse(point);
      points.add(point);
    }
    return points;
  }
}
