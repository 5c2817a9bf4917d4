package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature of a model.
 *
 * @param name unique in the model
 * @param columns what it is made of; {@value InputTensors#EVENT_TIME} is the rows' event time
 * @param transform how it enters the model
 */
public record FeatureSpec(String name, List<String> columns, FeatureTransform transform) {

  public FeatureSpec {
    columns = List.copyOf(columns);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("feature: \"\" (expected: a name)");
    }
    if (!transform.arity().takes(columns.size())) {
      throw new IllegalArgumentException(
          "feature "
              + name
              + ": columns "
              + columns
              + " (expected: "
              + (transform.arity() == FeatureTransform.Arity.ONE ? "one" : "two or more")
              + " for "
              + transform.name()
              + ")");
    }
    for (String column : columns) {
      boolean eventTime = column.equals(InputTensors.EVENT_TIME);
      boolean fits = !eventTime || transform.use().takesEventTime();
      if (column.isEmpty() || !fits) {
        throw new IllegalArgumentException(
            "feature "
                + name
                + ": column \""
                + column
                + "\" (expected: "
                + (eventTime ? "cyclic_time or cross for it" : "a column's name")
                + ")");
      }
    }
  }

  /** All columns that it reads, those of weights too. */
  public List<String> allColumns() {
    List<String> all = new ArrayList<>(columns);
    all.addAll(transform.furtherColumns());
    return all;
  }

  /** A feature of one column, of its name. */
  public static FeatureSpec of(String column, FeatureTransform transform) {
    return new FeatureSpec(column, List.of(column), transform);
  }

  /** A number, clipped to all but its tails and standardised. */
  public static FeatureSpec numeric(String column) {
    return of(column, new Standardize());
  }

  /** The logarithm of a number, clipped and standardised. */
  public static FeatureSpec log(String column) {
    return of(column, new Log());
  }

  /** A category with a vocabulary of the most frequent values, and one id for all others. */
  public static FeatureSpec category(String column, int size, int dimensions) {
    return of(column, new Vocabulary(size, dimensions));
  }

  /** Hour and weekday of the event time. */
  public static FeatureSpec cyclicTime(int dimensions) {
    return of(InputTensors.EVENT_TIME, new CyclicTime().withDimensions(dimensions));
  }
}
