package io.millrace.models.evaluation;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.RowKeys;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.inference.Predictions;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where labels, weights and predictions stand.
 *
 * @param label the column of labels: numbers, or names of classes
 * @param classes the names of the classes in the order of the model's outputs; of yes and no, no
 *     first; empty for labels that are numbers already
 * @param weight the column of weights; null for 1 each
 * @param output the model's output that is the prediction; null to find it
 */
public record EvaluationColumns(
    Task task, String label, List<String> classes, @Nullable String weight, @Nullable String output)
    implements Serializable {
  /** What a task's output is called, unless it is the only one. */
  private static final Map<Task, List<String>> OUTPUTS =
      Map.of(
          Task.REGRESSION, List.of("prediction"),
          Task.BINARY, List.of("probability", "probabilities", "prediction"),
          Task.MULTI_CLASS, List.of("probabilities", "prediction"));

  public EvaluationColumns {
    classes = List.copyOf(classes);
  }

  /** What a model that was trained to this objective gives. */
  public static EvaluationColumns of(Objective objective, String label, @Nullable String weight) {
    if (objective instanceof Regression) {
      return new EvaluationColumns(Task.REGRESSION, label, List.of(), weight, null);
    }
    if (objective instanceof Binary binary) {
      List<String> classes = List.of(binary.negative(), binary.positive());
      return new EvaluationColumns(Task.BINARY, label, classes, weight, null);
    }
    List<String> classes = ((MultiClass) objective).classes();
    return new EvaluationColumns(Task.MULTI_CLASS, label, classes, weight, null);
  }

  /**
   * The rows as they are evaluated.
   *
   * @throws IllegalArgumentException if a column or the output is missing or of another type
   */
  public Evaluated of(ColumnBatch rows, Predictions predictions) {
    return new Evaluated(labels(rows), outputs(predictions), weights(rows), RowKeys.of(rows));
  }

  /** The rows' labels as the task has them; NaN where a row has none. */
  public double[] labels(ColumnBatch rows) {
    Column column = column(rows, label);
    if (classes.isEmpty() || task == Task.REGRESSION) {
      return numbers(label, column, rows.rows());
    }
    Map<String, Integer> numbers = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      numbers.put(classes.get(c), c);
    }
    double[] labels = new double[rows.rows()];
    for (int row = 0; row < labels.length; row++) {
      Integer number = isOne(column, row) ? numbers.get(name(column, row)) : null;
      labels[row] = number == null ? Double.NaN : number;
    }
    return labels;
  }

  private static String name(Column column, int row) {
    int at = column.valueStart(row);
    if (column instanceof BytesColumn strings) {
      return strings.string(at);
    }
    if (column instanceof IntColumn ints) {
      return Long.toString(ints.value(at));
    }
    double value = column instanceof FloatColumn floats ? floats.value(at) : Double.NaN;
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private double[] weights(ColumnBatch rows) {
    if (weight == null) {
      double[] ones = new double[rows.rows()];
      Arrays.fill(ones, 1);
      return ones;
    }
    return numbers(weight, column(rows, weight), rows.rows());
  }

  private static Column column(ColumnBatch rows, String name) {
    Column column = rows.column(name);
    if (column == null) {
      throw new IllegalArgumentException(
          "column: " + name + " (expected: one of " + rows.layout().fields() + ")");
    }
    return column;
  }

  private static boolean isOne(Column column, int row) {
    return column.isPresent(row) && column.valueEnd(row) == column.valueStart(row) + 1;
  }

  /** The numbers of a column; NaN where a row has not exactly one. */
  private static double[] numbers(String name, Column column, int rows) {
    double[] numbers = new double[rows];
    if (column instanceof FloatColumn floats) {
      for (int row = 0; row < rows; row++) {
        numbers[row] = isOne(column, row) ? floats.value(column.valueStart(row)) : Double.NaN;
      }
    } else if (column instanceof IntColumn ints) {
      for (int row = 0; row < rows; row++) {
        numbers[row] = isOne(column, row) ? ints.value(column.valueStart(row)) : Double.NaN;
      }
    } else {
      throw new IllegalArgumentException(
          "column: " + name + " is of type " + column.type() + " (expected: numbers)");
    }
    return numbers;
  }

  private double[][] outputs(Predictions predictions) {
    Column column = predictions.output(outputName(predictions));
    int rows = predictions.rows();
    int each = column.isSingle() || rows == 0 ? 1 : column.valueEnd(0) - column.valueStart(0);
    double[][] outputs = new double[each][rows];
    for (int row = 0; row < rows; row++) {
      int start = column.valueStart(row);
      if (column.valueEnd(row) - start != each) {
        throw new IllegalArgumentException(
            "output: rows with different numbers of values (expected: " + each + " each)");
      }
      for (int i = 0; i < each; i++) {
        outputs[i][row] = value(column, start + i);
      }
    }
    // A softmax over no and yes: the second says all there is to say.
    return task == Task.BINARY && each == 2 ? new double[][] {outputs[1]} : outputs;
  }

  private static double value(Column column, int position) {
    if (column instanceof FloatColumn floats) {
      return floats.value(position);
    }
    if (column instanceof IntColumn ints) {
      return ints.value(position);
    }
    throw new IllegalArgumentException(
        "output: of type " + column.type() + " (expected: numbers, one or one a class)");
  }

  private String outputName(Predictions predictions) {
    if (output != null) {
      return output;
    }
    for (String name : OUTPUTS.getOrDefault(task, List.of())) {
      if (predictions.layout().indexOf(name) >= 0) {
        return name;
      }
    }
    if (predictions.layout().size() == 1) {
      return predictions.layout().field(0).name();
    }
    throw new IllegalArgumentException(
        "output: none given (expected: one of " + predictions.layout().fields() + ")");
  }
}
