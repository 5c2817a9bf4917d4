package io.millrace.models.inference;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

/**
 * A TensorFlow SavedModel that is called with tensors, by any of its signatures; {@link SavedModel}
 * is the one for rows. Its manifest was verified if there is one, but nothing was called yet. Calls
 * may come from many threads; {@link #close} waits for those that run.
 */
public final class TensorModel implements AutoCloseable {
  private final SavedModelFile file;
  private final SavedModelBundle bundle;
  private final Map<String, SignatureCall> calls = new ConcurrentHashMap<>();

  private TensorModel(SavedModelFile file, SavedModelBundle bundle) {
    this.file = file;
    this.bundle = bundle;
  }

  /**
   * Loads the model in a directory.
   *
   * @param manifestRequired whether a model without a {@link Manifest} is refused
   * @throws ModelRejectedException when it cannot be loaded, or its files are not those it had
   * @throws java.io.UncheckedIOException when its files cannot be read just now
   */
  public static TensorModel load(Path directory, boolean manifestRequired)
      throws ModelRejectedException {
    if (manifestRequired || Manifest.isPresent(directory)) {
      Manifest.verify(directory);
    }
    SavedModelFile file = SavedModelFile.read(directory);
    return new TensorModel(file, BundleLoader.load(directory, file));
  }

  /** The names of the signatures. */
  public Set<String> signatures() {
    return new TreeSet<>(ModelSignature.named(file).keySet());
  }

  SavedModelFile file() {
    return file;
  }

  SignatureCall resolve(ModelSignature signature) throws ModelRejectedException {
    return new SignatureCall(bundle, signature);
  }

  private SignatureCall call(String name) throws ModelRejectedException {
    SignatureCall call = calls.get(name);
    if (call == null) {
      call = resolve(ModelSignature.of(file, name));
      calls.put(name, call);
    }
    return call;
  }

  /**
   * Calls a signature: a tensor for each input, and no others.
   *
   * @return a tensor for each output
   * @throws ModelRejectedException when there is no such signature, or it does not fit the graph
   * @throws IllegalArgumentException when an input is missing, unknown, or of another type or rank
   * @throws RuntimeException when the model fails
   */
  public Map<String, TensorValue> run(String signature, Map<String, TensorValue> inputs)
      throws ModelRejectedException {
    SignatureCall call = call(signature);
    List<TensorSpec> wanted = call.signature().inputs();
    requireFit(wanted, inputs);
    List<Tensor> tensors = new ArrayList<>();
    try {
      for (TensorSpec input : wanted) {
        tensors.add(Objects.requireNonNull(inputs.get(input.name())).toTensor());
      }
      Map<String, TensorValue> outputs = new LinkedHashMap<>();
      try (Result result = call.run(tensors.toArray(new Tensor[0]))) {
        for (int i = 0; i < call.signature().outputs().size(); i++) {
          outputs.put(
              call.signature().outputs().get(i).name(), TensorValue.copyOf(call.output(result, i)));
        }
      }
      return outputs;
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /** TensorFlow itself takes more inputs than there are, and any shape. */
  static void requireFit(List<TensorSpec> wanted, Map<String, TensorValue> inputs) {
    Set<String> left = new TreeSet<>(inputs.keySet());
    for (TensorSpec input : wanted) {
      TensorValue value = inputs.get(input.name());
      left.remove(input.name());
      if (value == null || value.type() != input.type() || !fits(input, value.shape())) {
        throw new IllegalArgumentException(
            "input "
                + input.name()
                + ": "
                + (value == null ? "absent" : value)
                + " (expected: "
                + input.type()
                + input.shape()
                + ")");
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "inputs: "
              + left
              + " (expected: no others than "
              + wanted.stream().map(TensorSpec::name).toList()
              + ")");
    }
  }

  private static boolean fits(TensorSpec input, long[] shape) {
    List<Long> dimensions = input.dimensions();
    if (dimensions == null) {
      return true;
    }
    boolean fits = dimensions.size() == shape.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = dimensions.get(d) < 0 || dimensions.get(d) == shape[d];
    }
    return fits;
  }

  @Override
  public void close() {
    bundle.close();
  }
}
