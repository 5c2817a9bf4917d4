package io.millrace.models.training.tuning;

import java.util.List;

/**
 * One of some values without an order, such as optimizers or shapes of a network.
 *
 * @param options as they are written in a configuration, at least one
 */
public record Choice(String name, List<String> options) implements Parameter {

  public Choice {
    options = List.copyOf(options);
    if (options.isEmpty()) {
      throw new IllegalArgumentException(name + ": no options (expected: at least one)");
    }
  }

  @Override
  public double low() {
    return 0;
  }

  @Override
  public double high() {
    return options.size() - 1.0;
  }

  @Override
  public int values() {
    return options.size();
  }

  @Override
  public boolean isOrdered() {
    return false;
  }

  @Override
  public String written(double coordinate) {
    return options.get((int) coordinate);
  }
}
