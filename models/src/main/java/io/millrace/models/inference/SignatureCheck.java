package io.millrace.models.inference;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.Filling;
import io.millrace.models.inference.tensors.InputNames;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a signature fits what will be fed and what is wanted of it. The probe call cannot tell: a
 * column that is not there, or of another type, shows with the first real rows only.
 */
final class SignatureCheck {
  private final ModelSignature signature;
  private final ModelOptions options;
  private final @Nullable ExampleFeatures examples;
  private final List<String> problems = new ArrayList<>();

  private SignatureCheck(
      ModelSignature signature, ModelOptions options, @Nullable ExampleFeatures examples) {
    this.signature = signature;
    this.options = options;
    this.examples = examples;
  }

  /** The signature with the outputs that are wanted, in their order. */
  static ModelSignature wanted(ModelSignature signature, ModelOptions options)
      throws ModelRejectedException {
    Layout wanted = options.outputs();
    if (wanted == null) {
      return signature;
    }
    List<TensorSpec> outputs = new ArrayList<>();
    for (Layout.Field field : wanted.fields()) {
      TensorSpec found = null;
      for (TensorSpec output : signature.outputs()) {
        found = output.name().equals(field.name()) ? output : found;
      }
      if (found == null || found.type().column() != field.type()) {
        throw new ModelRejectedException(
            "output "
                + field.name()
                + ": "
                + (found == null ? "absent" : found.type())
                + " (expected: "
                + field.type()
                + "; the model gives "
                + names(signature.outputs())
                + ")");
      }
      outputs.add(found);
    }
    return new ModelSignature(signature.name(), signature.method(), signature.inputs(), outputs);
  }

  /** What does not fit; empty when all does. */
  static List<String> problems(
      ModelSignature signature, ModelOptions options, @Nullable ExampleFeatures examples) {
    SignatureCheck check = new SignatureCheck(signature, options, examples);
    check.checkInputs();
    check.checkValues();
    check.checkOutputs();
    return check.problems;
  }

  private void checkInputs() {
    if (signature.inputs().stream().allMatch(TensorSpec::isScalar)) {
      problems.add(
          "inputs: "
              + names(signature.inputs())
              + " (expected: at least one with a row dimension; call the model with tensors)");
    }
    for (TensorSpec input : signature.inputs()) {
      if (input.isScalar()) {
        if (!options.values().containsKey(input.name())) {
          problems.add(
              "input "
                  + input.name()
                  + ": shape [] (expected: a row dimension, or a value for it among the options)");
        }
      } else if (options.fed() != null && !InputTensors.isEventTime(input)) {
        checkFed(input, options.fed());
      }
    }
  }

  private void checkFed(TensorSpec input, Layout fed) {
    String name = InputNames.column(input.name(), field -> fed.indexOf(field) >= 0);
    int column = fed.indexOf(name);
    if (column >= 0 && InputNames.isRowSplits(input.name(), name)) {
      return;
    }
    if (column < 0 && examples != null) {
      checkExamples(examples, fed);
      return;
    }
    ValueType type = column < 0 ? null : fed.field(column).type();
    if (type == null || !input.type().takes(type)) {
      problems.add(
          "input "
              + input.name()
              + ": fed "
              + (type == null ? "no column" : type)
              + " (expected: a column for "
              + input.type()
              + ")");
    }
  }

  private void checkExamples(ExampleFeatures parsed, Layout fed) {
    if (parsed.features() == null) {
      return;
    }
    for (ExampleFeatures.Feature feature : parsed.features()) {
      int column = fed.indexOf(feature.name());
      if (column < 0) {
        if (feature.required()) {
          problems.add(
              "feature " + feature.name() + ": fed no column (expected: " + feature.type() + ")");
        }
      } else if (!fits(fed.field(column).type(), feature.type())) {
        problems.add(
            "feature "
                + feature.name()
                + ": fed "
                + fed.field(column).type()
                + " (expected: "
                + feature.type()
                + ")");
      }
    }
  }

  private static boolean fits(ValueType fed, ValueType wanted) {
    return fed == wanted || (fed == ValueType.INT && wanted == ValueType.FLOAT);
  }

  private void checkValues() {
    options
        .values()
        .forEach(
            (name, value) -> {
              for (TensorSpec input : signature.inputs()) {
                if (input.name().equals(name)) {
                  checkValue(input, value);
                  return;
                }
              }
              problems.add(
                  "value of "
                      + name
                      + ": "
                      + value
                      + " (expected: for one of "
                      + names(signature.inputs())
                      + ")");
            });
  }

  private void checkValue(TensorSpec input, String value) {
    try {
      Filling.of(input, value);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void checkOutputs() {
    for (TensorSpec output : signature.outputs()) {
      if (output.isScalar()) {
        problems.add(
            "output "
                + output.name()
                + ": shape [] (expected: [?] or [?, ?], a prediction a row; name the outputs that"
                + " are wanted to leave it out)");
      }
    }
  }

  private static List<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).toList();
  }
}
