package io.millrace.models.inference;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * Calls a model before it serves: one without its variables loads without complaint and fails in
 * every call. The calls are the model's own {@link WarmUpRequests}; without any, two rows and then
 * one of zeros and empty strings, or of examples that hold them. To the model they are calls like
 * others: one that counts its calls counts them.
 */
final class Probe {
  /** Two, so that a model whose output does not follow the number of rows is found out. */
  private static final int ROWS = 2;

  private final SavedModel model;

  private Probe(SavedModel model) {
    this.model = model;
  }

  static void run(SavedModel model, Path directory) throws ModelRejectedException {
    Probe probe = new Probe(model);
    List<WarmUpRequests.Request> requests = WarmUpRequests.read(directory);
    for (int i = 0; i < requests.size(); i++) {
      probe.request(requests.get(i), i);
    }
    if (requests.isEmpty()) {
      probe.zeros(ROWS);
      probe.zeros(1);
    }
  }

  private void zeros(int wanted) throws ModelRejectedException {
    int rows = model.parts().rowsOf(wanted);
    Tensor[] tensors = {};
    try {
      tensors = model.feeds().zeros(rows);
      model.call(tensors, rows);
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          "probe call with zeros and empty strings: "
              + e.getMessage()
              + " (expected: a prediction a row; requests that suit the model better may stand in "
              + WarmUpRequests.FILE
              + ")",
          e);
    } finally {
      close(List.of(tensors));
    }
  }

  private void request(WarmUpRequests.Request request, int index) throws ModelRejectedException {
    try {
      ModelSignature signature = model.signature();
      if (request.signature().equals(signature.name())) {
        call(signature, request.tensors(signature));
      } else {
        ModelSignature other = ModelSignature.of(model.tensors().file(), request.signature());
        model.tensors().run(request.signature(), request.tensors(other));
      }
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          WarmUpRequests.FILE
              + ": request "
              + index
              + ": "
              + e.getMessage()
              + " (expected: an answer)",
          e);
    }
  }

  private void call(ModelSignature signature, Map<String, TensorValue> inputs) {
    TensorModel.requireFit(signature.inputs(), inputs);
    List<Tensor> tensors = new ArrayList<>();
    try {
      long rows = 1;
      for (TensorSpec input : signature.inputs()) {
        TensorValue value = Objects.requireNonNull(inputs.get(input.name()));
        tensors.add(value.toTensor());
        rows = value.shape().length > 0 ? value.shape()[0] : rows;
      }
      model.call(tensors.toArray(new Tensor[0]), Math.toIntExact(rows));
    } finally {
      close(tensors);
    }
  }

  private static void close(List<Tensor> tensors) {
    tensors.forEach(Tensor::close);
  }
}
