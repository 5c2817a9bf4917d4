package io.millrace.models.inference;

import io.millrace.models.inference.tensors.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** A signature whose tensors were found in a loaded graph, ready to be called by many threads. */
final class SignatureCall {
  private final Session session;
  private final ModelSignature signature;
  private final Output<?>[] feeds;
  private final List<Output<?>> fetches = new ArrayList<>();
  private final int[] fetchOfOutput;

  /** Finds the tensors of a signature, and checks that they are of the types that it says. */
  SignatureCall(SavedModelBundle bundle, ModelSignature signature) throws ModelRejectedException {
    this.session = bundle.session();
    this.signature = signature;
    feeds = new Output<?>[signature.inputs().size()];
    for (int i = 0; i < feeds.length; i++) {
      feeds[i] = find(bundle.graph(), "input", signature.inputs().get(i));
    }
    fetchOfOutput = new int[signature.outputs().size()];
    for (int i = 0; i < fetchOfOutput.length; i++) {
      Output<?> tensor = find(bundle.graph(), "output", signature.outputs().get(i));
      // The same tensor fetched twice is a collision, so two names may share one fetch.
      if (!fetches.contains(tensor)) {
        fetches.add(tensor);
      }
      fetchOfOutput[i] = fetches.indexOf(tensor);
    }
  }

  private static Output<?> find(Graph graph, String kind, TensorSpec spec)
      throws ModelRejectedException {
    Operand<?> operand;
    try {
      operand = graph.outputOrThrow(spec.tensor());
    } catch (IllegalArgumentException e) {
      throw new ModelRejectedException(
          kind + " " + spec.name() + ": " + e.getMessage() + " (expected: a tensor of the graph)",
          e);
    }
    Output<?> tensor = operand.asOutput();
    if (tensor.dataType() != spec.type().proto()) {
      throw new ModelRejectedException(
          kind
              + " "
              + spec.name()
              + ": "
              + spec.type().proto()
              + " (expected: "
              + tensor.dataType()
              + ", as tensor "
              + spec.tensor()
              + " of the graph is)");
    }
    return tensor;
  }

  ModelSignature signature() {
    return signature;
  }

  /** Runs the graph; the tensors are in the signature's order and stay the caller's to close. */
  Result run(Tensor[] inputs) {
    Session.Runner runner = session.runner();
    for (int i = 0; i < feeds.length; i++) {
      runner.feed(feeds[i], inputs[i]);
    }
    for (int i = 0; i < fetches.size(); i++) {
      runner.fetch(fetches.get(i));
    }
    return runner.run();
  }

  /** The tensor of an output, by its place in the signature. */
  Tensor output(Result result, int index) {
    return result.get(fetchOfOutput[index]);
  }
}
