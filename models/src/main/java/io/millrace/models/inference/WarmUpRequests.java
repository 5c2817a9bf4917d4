package io.millrace.models.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.models.data.files.tfrecord.RecordFrame;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.inference.tensors.TensorValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TensorProto;

/**
 * The requests that a model brings along to be tried with before it serves, in TensorFlow Serving's
 * form: {@code assets.extra/tf_serving_warmup_requests}, a TFRecord file of {@code PredictionLog}s
 * (tensorflow_serving/apis/prediction_log.proto), 1,000 at most. Classify, regress and predict
 * requests are taken; the other kinds, which are calls of several signatures or of none, are not.
 */
final class WarmUpRequests {
  static final String FILE = "assets.extra/tf_serving_warmup_requests";
  private static final int MOST = 1000;

  // PredictionLog, and the request in each of its kinds.
  private static final int CLASSIFY_LOG = 2;
  private static final int REGRESS_LOG = 3;
  private static final int PREDICT_LOG = 6;
  private static final int REQUEST = 1;
  // ClassificationRequest, RegressionRequest, PredictRequest.
  private static final int MODEL_SPEC = 1;
  private static final int INPUT = 2;
  private static final int SIGNATURE_NAME = 3;
  // Input, ExampleList, ExampleListWithContext.
  private static final int EXAMPLE_LIST = 1;
  private static final int EXAMPLE_LIST_WITH_CONTEXT = 2;
  private static final int EXAMPLES = 1;
  private static final int CONTEXT = 2;

  /**
   * One request.
   *
   * @param signature the signature to call
   * @param inputs a tensor by input; empty when there are examples
   * @param examples serialized examples for the signature's one input
   */
  record Request(String signature, Map<String, TensorValue> inputs, List<ByteString> examples) {

    /** The tensors to call a signature with. */
    Map<String, TensorValue> tensors(ModelSignature called) {
      if (examples.isEmpty()) {
        return inputs;
      }
      Map<String, TensorValue> tensors = new HashMap<>();
      for (TensorSpec input : called.inputs()) {
        tensors.put(input.name(), strings(examples));
      }
      return tensors;
    }

    private static TensorValue strings(List<ByteString> values) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder().setDtype(TensorType.STRING.proto()).addAllStringVal(values);
      tensor.getTensorShapeBuilder().addDimBuilder().setSize(values.size());
      return TensorValue.of(tensor.build());
    }
  }

  private WarmUpRequests() {}

  static boolean arePresent(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** The requests of the model in {@code directory}; none when it brings no file. */
  static List<Request> read(Path directory) throws ModelRejectedException {
    List<Request> requests = new ArrayList<>();
    if (!arePresent(directory)) {
      return requests;
    }
    List<byte[]> records = records(directory.resolve(FILE));
    if (records.size() > MOST) {
      throw new ModelRejectedException(
          FILE + ": " + records.size() + " records (expected: " + MOST + " at most)");
    }
    for (int i = 0; i < records.size(); i++) {
      try {
        UnknownFieldSet log = UnknownFieldSet.parseFrom(records.get(i));
        for (int kind : new int[] {CLASSIFY_LOG, REGRESS_LOG, PREDICT_LOG}) {
          if (log.hasField(kind)) {
            UnknownFieldSet request = message(message(log, kind), REQUEST);
            requests.add(kind == PREDICT_LOG ? predict(request) : examples(request));
          }
        }
      } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
        throw new ModelRejectedException(
            FILE + ": record " + i + ": " + e.getMessage() + " (expected: a PredictionLog)", e);
      }
    }
    return requests;
  }

  private static List<byte[]> records(Path file) throws ModelRejectedException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RecordFrame frame = new RecordFrame();
    List<byte[]> records = new ArrayList<>();
    for (int start = 0; start < bytes.length; ) {
      int from = start + RecordFrame.HEADER;
      long length = from <= bytes.length ? frame.length(bytes, start) : -1;
      if (length < 0 || length > bytes.length - from - RecordFrame.FOOTER) {
        throw new ModelRejectedException(
            FILE + ": byte " + start + " (expected: a whole TFRecord, or the end)");
      }
      int to = from + (int) length;
      if (!frame.isIntact(bytes, from, to)) {
        throw new ModelRejectedException(
            FILE + ": byte " + start + " (expected: a record with its checksum)");
      }
      records.add(Arrays.copyOfRange(bytes, from, to));
      start = to + RecordFrame.FOOTER;
    }
    return records;
  }

  private static Request predict(UnknownFieldSet request) throws InvalidProtocolBufferException {
    Map<String, TensorValue> inputs = new HashMap<>();
    for (ByteString bytes : request.getField(INPUT).getLengthDelimitedList()) {
      UnknownFieldSet entry = UnknownFieldSet.parseFrom(bytes);
      inputs.put(
          bytes(entry, 1).toStringUtf8(), TensorValue.of(TensorProto.parseFrom(bytes(entry, 2))));
    }
    return new Request(signature(request), inputs, List.of());
  }

  private static Request examples(UnknownFieldSet request) throws InvalidProtocolBufferException {
    UnknownFieldSet input = message(request, INPUT);
    List<ByteString> examples = new ArrayList<>(list(input, EXAMPLE_LIST));
    ByteString context = bytes(message(input, EXAMPLE_LIST_WITH_CONTEXT), CONTEXT);
    for (ByteString example : list(input, EXAMPLE_LIST_WITH_CONTEXT)) {
      // Two messages one behind the other read as one that has the fields of both.
      examples.add(context.concat(example));
    }
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("examples: none");
    }
    return new Request(signature(request), Map.of(), examples);
  }

  private static List<ByteString> list(UnknownFieldSet input, int field)
      throws InvalidProtocolBufferException {
    return message(input, field).getField(EXAMPLES).getLengthDelimitedList();
  }

  private static String signature(UnknownFieldSet request) throws InvalidProtocolBufferException {
    String name = bytes(message(request, MODEL_SPEC), SIGNATURE_NAME).toStringUtf8();
    return name.isEmpty() ? ModelSignature.DEFAULT : name;
  }

  private static UnknownFieldSet message(UnknownFieldSet parent, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(bytes(parent, field));
  }

  private static ByteString bytes(UnknownFieldSet parent, int field) {
    List<ByteString> values = parent.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.get(values.size() - 1);
  }
}
