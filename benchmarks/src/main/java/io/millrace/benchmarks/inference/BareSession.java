package io.millrace.benchmarks.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * The yardstick: the least that a prediction can cost with TensorFlow Java. Plain arrays go into
 * tensors in one copy, strings packed; feeds and fetches are resolved once; nothing is checked.
 */
final class BareSession implements AutoCloseable {
  private final SavedModelBundle bundle;
  private final Session session;
  private final List<Output<?>> feeds = new ArrayList<>();
  private final Output<?> fetch;

  /** The same values as a batch's, in the arrays that tensors are made of. */
  record Input(float[][] numbers, byte[][] packed, int rows) {}

  BareSession(Path directory) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(-1)
            .build();
    bundle =
        SavedModelBundle.loader(directory.toString())
            .withTags("serve")
            .withConfigProto(config)
            .load();
    session = bundle.session();
    SignatureDef signature =
        Objects.requireNonNull(bundle.metaGraphDef().getSignatureDefMap().get("serving_default"));
    for (int i = 0; i < BenchmarkModel.NUMBERS; i++) {
      feeds.add(tensor(signature, BenchmarkModel.number(i)));
    }
    for (int i = 0; i < BenchmarkModel.VOCABULARIES.length; i++) {
      feeds.add(tensor(signature, BenchmarkModel.category(i)));
    }
    fetch = bundle.graph().outputOrThrow(signature.getOutputsOrThrow("prediction").getName());
  }

  private Output<?> tensor(SignatureDef signature, String input) {
    return bundle.graph().outputOrThrow(signature.getInputsOrThrow(input).getName());
  }

  /** Lays a batch out, which is not measured. */
  static Input input(ColumnBatch batch) {
    float[][] numbers = new float[BenchmarkModel.NUMBERS][batch.rows()];
    for (int i = 0; i < numbers.length; i++) {
      FloatColumn column =
          (FloatColumn) Objects.requireNonNull(batch.column(BenchmarkModel.number(i)));
      for (int row = 0; row < batch.rows(); row++) {
        numbers[i][row] = (float) column.value(row);
      }
    }
    byte[][] packed = new byte[BenchmarkModel.VOCABULARIES.length][];
    for (int i = 0; i < packed.length; i++) {
      BytesColumn column =
          (BytesColumn) Objects.requireNonNull(batch.column(BenchmarkModel.category(i)));
      // TensorFlow's own layout of short strings: 24 bytes each, the length times four first.
      packed[i] = new byte[24 * batch.rows()];
      for (int row = 0; row < batch.rows(); row++) {
        packed[i][24 * row] = (byte) (column.length(row) << 2);
        System.arraycopy(
            column.bytes(), column.byteStart(row), packed[i], 24 * row + 1, column.length(row));
      }
    }
    return new Input(numbers, packed, batch.rows());
  }

  float[] predict(Input input) {
    Tensor[] tensors = new Tensor[feeds.size()];
    Shape shape = Shape.of(input.rows());
    try {
      Session.Runner runner = session.runner();
      for (int i = 0; i < tensors.length; i++) {
        tensors[i] =
            i < BenchmarkModel.NUMBERS
                ? TFloat32.tensorOf(shape, DataBuffers.of(input.numbers()[i], true, false))
                : Tensor.of(
                    TString.class,
                    shape,
                    DataBuffers.of(input.packed()[i - BenchmarkModel.NUMBERS], true, false));
        runner.feed(feeds.get(i), tensors[i]);
      }
      float[] predictions = new float[input.rows()];
      try (Result result = runner.fetch(fetch).run()) {
        result.get(0).asRawTensor().data().asFloats().read(predictions);
      }
      return predictions;
    } finally {
      for (Tensor tensor : tensors) {
        if (tensor != null) {
          tensor.close();
        }
      }
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
