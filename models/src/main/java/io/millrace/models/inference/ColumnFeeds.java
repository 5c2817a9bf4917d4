package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleEncoder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.tensors.Filling;
import io.millrace.models.inference.tensors.InputNames;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.inference.tensors.TensorValue;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/**
 * Makes the tensors of a signature's inputs from a batch: each from the column of its name, or, if
 * the model parses {@code tf.Example}s, its one string input from all columns, encoded.
 */
final class ColumnFeeds {
  private final List<TensorSpec> inputs;
  private final Filling[] fillings;
  private final @Nullable ExampleFeatures examples;
  private final boolean nanRefused;

  ColumnFeeds(
      ModelSignature signature,
      ModelOptions options,
      @Nullable ExampleFeatures examples,
      boolean nanRefused) {
    this.inputs = signature.inputs();
    this.examples = examples;
    this.nanRefused = nanRefused;
    this.fillings = new Filling[inputs.size()];
    for (int i = 0; i < fillings.length; i++) {
      String value = options.values().get(inputs.get(i).name());
      Filling filling = value == null ? Filling.NONE : Filling.of(inputs.get(i), value);
      fillings[i] = nanRefused ? filling.refusingNan() : filling;
    }
  }

  /** True when the one input of a signature is serialized examples. */
  static boolean takesExamples(ModelSignature signature) {
    return signature.inputs().size() == 1 && signature.inputs().get(0).type() == TensorType.STRING;
  }

  /**
   * The tensors for all rows of a batch, in the order of the signature; the caller closes them.
   *
   * @throws UnfitInputException when a column does not fit, and then there are no tensors
   */
  Tensor[] tensors(ColumnBatch rows) {
    return tensors(i -> tensor(inputs.get(i), fillings[i], rows));
  }

  /** A tensor of each input, or none at all. */
  private Tensor[] tensors(IntFunction<Tensor> input) {
    Tensor[] tensors = new Tensor[inputs.size()];
    int made = 0;
    try {
      for (; made < tensors.length; made++) {
        tensors[made] = input.apply(made);
      }
      return tensors;
    } finally {
      if (made < tensors.length) {
        for (int i = 0; i < made; i++) {
          tensors[i].close();
        }
      }
    }
  }

  /** The tensors of {@code rows} rows that hold zeros and empty strings, to try the model with. */
  Tensor[] zeros(int rows) {
    return tensors(i -> zeros(inputs.get(i), fillings[i], rows));
  }

  private Tensor zeros(TensorSpec input, Filling filling, int rows) {
    if (input.isScalar()) {
      return InputTensors.scalar(input, filling);
    }
    TensorValue zeros =
        examples != null
            ? TensorValue.of(examples.zeros(rows), rows)
            : TensorValue.zeros(input.type(), InputNames.zerosShape(input, inputs, rows));
    return zeros.toTensor();
  }

  private Tensor tensor(TensorSpec input, Filling filling, ColumnBatch rows) {
    if (examples == null || rows.column(input.name()) != null) {
      return InputTensors.of(input, rows, filling);
    }
    return TensorValue.of(encoded(examples, rows), rows.rows()).toTensor();
  }

  private BytesColumn encoded(ExampleFeatures features, ColumnBatch rows) {
    List<Layout.Field> fields = features.of(rows.layout());
    if (nanRefused) {
      fields.forEach(field -> requireNumbers(field.name(), rows));
    }
    try {
      return new ExampleEncoder(fields).encode(rows);
    } catch (IllegalArgumentException e) {
      throw new UnfitInputException(String.valueOf(e.getMessage()), -1);
    }
  }

  /** A value that is missing is a feature that is missing, and the model's parser judges that. */
  private static void requireNumbers(String name, ColumnBatch rows) {
    Column column = rows.column(name);
    if (!(column instanceof FloatColumn floats)) {
      return;
    }
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        if (Double.isNaN(floats.value(i))) {
          throw new UnfitInputException(
              "column "
                  + name
                  + ": NaN (expected: a number, as the model's graph does not look for NaN)",
              row);
        }
      }
    }
  }
}
