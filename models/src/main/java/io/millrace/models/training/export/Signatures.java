package io.millrace.models.training.export;

import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.training.objectives.ModelOutput;
import java.util.List;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TString;

/** What a model takes and gives, as TensorFlow writes it down. */
final class Signatures {
  private Signatures() {}

  /** Adds the outputs to the graph under their own names, and describes inputs and outputs. */
  static SignatureDef of(Ops tf, List<TensorSpec> inputs, List<ModelOutput> outputs) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    for (TensorSpec input : inputs) {
      signature.putInputs(input.name(), info(input.tensor(), input.type().proto(), 0));
    }
    for (ModelOutput output : outputs) {
      tf.withName(output.name()).identity(output.value());
      DataType type =
          output.value().asOutput().type() == TString.class
              ? DataType.DT_STRING
              : DataType.DT_FLOAT;
      signature.putOutputs(output.name(), info(output.name() + ":0", type, output.width()));
    }
    return signature.build();
  }

  private static TensorInfo info(String tensor, DataType type, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(dimension(-1));
    if (width > 0) {
      shape.addDim(dimension(width));
    }
    return TensorInfo.newBuilder().setName(tensor).setDtype(type).setTensorShape(shape).build();
  }

  private static TensorShapeProto.Dim dimension(long size) {
    return TensorShapeProto.Dim.newBuilder().setSize(size).build();
  }
}
