package io.millrace.models.inference;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.OutputColumns;
import io.millrace.models.inference.tensors.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.proto.ConfigProto;

/**
 * A TensorFlow SavedModel that has proved to work: verified, loaded and called once. Calls may come
 * from many threads at a time; {@link #close} waits for those that run.
 */
public final class SavedModel implements BatchPredictor, AutoCloseable {
  /** The file that makes a directory a SavedModel. */
  public static final String FILE = "saved_model.pb";

  private final SavedModelBundle bundle;
  private final Session session;
  private final ModelSignature signature;
  private final Layout outputs;
  private final List<Output<?>> feeds = new ArrayList<>();
  private final List<Output<?>> fetches = new ArrayList<>();
  private final int[] fetchOfOutput;

  private SavedModel(SavedModelBundle bundle, ModelSignature signature) {
    this.bundle = bundle;
    this.session = bundle.session();
    this.signature = signature;
    List<Layout.Field> fields = new ArrayList<>();
    fetchOfOutput = new int[signature.outputs().size()];
    for (TensorSpec output : signature.outputs()) {
      Output<?> tensor = bundle.graph().outputOrThrow(output.tensor());
      // The same tensor fetched twice is a collision, so two names may share one fetch.
      if (!fetches.contains(tensor)) {
        fetches.add(tensor);
      }
      fetchOfOutput[fields.size()] = fetches.indexOf(tensor);
      fields.add(new Layout.Field(output.name(), output.type().column()));
    }
    this.outputs = new Layout(fields);
    for (TensorSpec input : signature.inputs()) {
      feeds.add(bundle.graph().outputOrThrow(input.tensor()));
    }
  }

  /**
   * Loads the signature {@value ModelSignature#DEFAULT}; a manifest is verified if there is one.
   */
  public static SavedModel load(Path directory) throws ModelRejectedException {
    return load(directory, ModelSignature.DEFAULT, false);
  }

  /**
   * Loads a model: verifies its manifest, reads its signature, and makes a probe call, as a model
   * without its variables loads without complaint and fails in every call.
   *
   * @param requireManifest whether a model without a manifest is refused
   * @throws ModelRejectedException when the model must not serve
   * @throws java.io.UncheckedIOException when its files cannot be read just now
   */
  public static SavedModel load(Path directory, String signatureName, boolean requireManifest)
      throws ModelRejectedException {
    if (requireManifest || Manifest.isPresent(directory)) {
      Manifest.verify(directory);
    }
    ModelSignature signature = ModelSignature.read(directory, signatureName);
    SavedModelBundle bundle = open(directory);
    try {
      SavedModel model = new SavedModel(bundle, signature);
      model.probe();
      return model;
    } catch (IllegalArgumentException e) {
      bundle.close();
      throw new ModelRejectedException(FILE + ": " + e.getMessage(), e);
    } catch (Throwable e) {
      bundle.close();
      throw e;
    }
  }

  private static SavedModelBundle open(Path directory) throws ModelRejectedException {
    // One thread a call: best for many small calls, and the bits do not depend on the machine. Soft
    // placement: a model that was trained on a GPU says so in its graph.
    ConfigProto config =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(-1)
            .build();
    try {
      return SavedModelBundle.loader(directory.toString())
          .withTags(ModelSignature.TAG)
          .withConfigProto(config)
          .load();
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          directory + ": " + e.getMessage() + " (expected: a model that loads)", e);
    }
  }

  private void probe() throws ModelRejectedException {
    try {
      predict(ProbeRows.of(signature));
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          "probe call with zeros and empty strings: "
              + e.getMessage()
              + " (expected: a prediction a row)",
          e);
    }
  }

  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Layout outputs() {
    return outputs;
  }

  /**
   * Predicts for every row of a batch, in one call.
   *
   * @throws UnfitInputException when a column that the model takes is missing or does not fit
   * @throws RuntimeException when the model fails on the rows, or on one of them: a {@code
   *     TensorFlowException}, TFInvalidArgumentException or TFUnimplementedException
   * @throws IllegalStateException when the model was closed
   */
  @Override
  public Predictions predict(ColumnBatch rows) {
    if (rows.rows() == 0) {
      return Predictions.none(outputs);
    }
    @Nullable Tensor[] tensors = new @Nullable Tensor[feeds.size()];
    try {
      Session.Runner runner = session.runner();
      for (int i = 0; i < tensors.length; i++) {
        Tensor tensor = InputTensors.of(signature.inputs().get(i), rows);
        tensors[i] = tensor;
        runner.feed(feeds.get(i), tensor);
      }
      for (int i = 0; i < fetches.size(); i++) {
        runner.fetch(fetches.get(i));
      }
      try (Result result = runner.run()) {
        return predictions(result, rows.rows());
      }
    } finally {
      for (Tensor tensor : tensors) {
        if (tensor != null) {
          tensor.close();
        }
      }
    }
  }

  private Predictions predictions(Result result, int rows) {
    List<Column> columns = new ArrayList<>(outputs.size());
    for (int i = 0; i < fetchOfOutput.length; i++) {
      Tensor tensor = result.get(fetchOfOutput[i]);
      columns.add(OutputColumns.of(signature.outputs().get(i), tensor, rows));
    }
    return new Predictions(outputs, columns, rows);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
