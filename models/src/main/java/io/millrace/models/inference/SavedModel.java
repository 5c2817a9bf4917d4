package io.millrace.models.inference;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.OutputColumns;
import io.millrace.models.inference.tensors.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.proto.NodeDef;

/**
 * A TensorFlow SavedModel that has proved to work: verified, loaded and called. Calls may come from
 * many threads at a time; {@link #close} waits for those that run.
 *
 * <p>Inputs are fed as {@link io.millrace.models.inference.tensors.InputTensors} says. A signature
 * whose one string input is serialized {@code tf.Example}s (a classify or regress signature, or any
 * of a model that parses examples) is fed the columns that the model parses, encoded; or, if there
 * is a column of the input's own name, that.
 *
 * <p>A batch is one call, unless the signature fixes the number of rows, or leaves the length of
 * lists open and the rows' differ: then there is one call for each length.
 */
public final class SavedModel implements BatchPredictor, AutoCloseable {
  /** The file that makes a directory a SavedModel. */
  public static final String FILE = "saved_model.pb";

  private final TensorModel tensors;
  private final SignatureCall call;
  private final ColumnFeeds feeds;
  private final BatchParts parts;
  private final Layout outputs;

  private SavedModel(TensorModel tensors, ModelSignature signature, ModelOptions options)
      throws ModelRejectedException {
    this.tensors = tensors;
    ExampleFeatures examples = examples(tensors.file(), signature);
    List<String> problems = SignatureCheck.problems(signature, options, examples);
    if (!problems.isEmpty()) {
      throw new ModelRejectedException(
          "signature " + signature.name() + ": " + String.join("; ", problems));
    }
    this.call = tensors.resolve(signature);
    this.parts = new BatchParts(signature);
    this.feeds =
        new ColumnFeeds(signature, options, examples, isNanRefused(options.nan(), tensors.file()));
    List<Layout.Field> fields = new ArrayList<>();
    for (TensorSpec output : signature.outputs()) {
      fields.add(new Layout.Field(output.name(), output.type().column()));
    }
    this.outputs = new Layout(fields);
  }

  /** Loads a model as {@link ModelOptions#defaults} says. */
  public static SavedModel load(Path directory) throws ModelRejectedException {
    return load(directory, ModelOptions.defaults());
  }

  /**
   * Loads a model: verifies its manifest, checks its signature, and makes probe calls.
   *
   * @throws ModelRejectedException when the model must not serve
   * @throws java.io.UncheckedIOException when its files cannot be read just now
   */
  public static SavedModel load(Path directory, ModelOptions options)
      throws ModelRejectedException {
    TensorModel tensors = TensorModel.load(directory, options.manifestRequired());
    boolean usable = false;
    try {
      ModelSignature signature =
          SignatureCheck.wanted(ModelSignature.of(tensors.file(), options.signature()), options);
      SavedModel model = new SavedModel(tensors, signature, options);
      Probe.run(model, directory);
      usable = true;
      return model;
    } finally {
      if (!usable) {
        tensors.close();
      }
    }
  }

  /** The size of all files of a model. */
  public static long bytesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
      return bytes;
    }
  }

  /** The features that the model parses out of its input; null when that is no examples. */
  static @Nullable ExampleFeatures examples(SavedModelFile file, ModelSignature signature) {
    if (!ColumnFeeds.takesExamples(signature)) {
      return null;
    }
    boolean always =
        signature.method().equals(ModelSignature.CLASSIFY)
            || signature.method().equals(ModelSignature.REGRESS);
    ExampleFeatures found = ExampleFeatures.of(file);
    return found == null && always ? new ExampleFeatures(null) : found;
  }

  private static boolean isNanRefused(NanPolicy policy, SavedModelFile file) {
    return switch (policy) {
      case FEED -> false;
      case REFUSE -> true;
      case BY_GRAPH -> !file.hasNode(SavedModel::looksForNan);
    };
  }

  private static boolean looksForNan(NodeDef node) {
    return node.getOp().equals("IsNan") || node.getOp().equals("IsFinite");
  }

  public ModelSignature signature() {
    return call.signature();
  }

  /** The same model, to be called with tensors by any of its signatures; closed with this one. */
  public TensorModel tensors() {
    return tensors;
  }

  ColumnFeeds feeds() {
    return feeds;
  }

  BatchParts parts() {
    return parts;
  }

  @Override
  public Layout outputs() {
    return outputs;
  }

  @Override
  public boolean readsEventTimes() {
    return signature().inputs().stream().anyMatch(InputTensors::isEventTime);
  }

  /**
   * Predicts for every row of a batch.
   *
   * @throws io.millrace.models.inference.tensors.UnfitInputException when a column that the model
   *     takes is missing or does not fit
   * @throws RuntimeException when the model fails on the rows, or on one of them: a {@code
   *     TensorFlowException}, TFInvalidArgumentException or TFUnimplementedException
   * @throws IllegalStateException when the model was closed
   */
  @Override
  public Predictions predict(ColumnBatch rows) {
    if (rows.rows() == 0) {
      return Predictions.none(outputs);
    }
    return parts.predict(rows, outputs, this::predictInOneCall);
  }

  private Predictions predictInOneCall(ColumnBatch rows) {
    Tensor[] inputs = feeds.tensors(rows);
    try {
      return call(inputs, rows.rows());
    } finally {
      for (Tensor input : inputs) {
        input.close();
      }
    }
  }

  /** Calls the model with tensors that hold {@code rows} rows and stay the caller's to close. */
  Predictions call(Tensor[] inputs, int rows) {
    List<TensorSpec> specs = call.signature().outputs();
    try (Result result = call.run(inputs)) {
      List<Column> columns = new ArrayList<>(specs.size());
      for (int i = 0; i < specs.size(); i++) {
        columns.add(OutputColumns.of(specs.get(i), call.output(result, i), rows));
      }
      return new Predictions(outputs, columns, rows);
    }
  }

  @Override
  public void close() {
    tensors.close();
  }
}
