package io.millrace.models.inference;

import java.nio.file.Path;
import java.util.List;

/**
 * What a model directory holds, and whether it would serve: everything that loading it checks, one
 * by one, with the reason of each that fails.
 *
 * @param directory the model's directory
 * @param bytes the size of its files
 * @param tensorflow the version of TensorFlow that wrote it; empty if it does not say
 * @param tags the tags of its graphs
 * @param signatures what may be called, by name
 * @param features the features that it parses out of {@code tf.Example}s
 * @param assets its asset files
 * @param warmUpRequests how many requests it brings to be tried with
 * @param checks what was checked, in that order; after one that fails the later ones are left out
 */
public record ModelInspection(
    String directory,
    long bytes,
    String tensorflow,
    List<String> tags,
    List<Signature> signatures,
    List<Feature> features,
    List<String> assets,
    int warmUpRequests,
    List<Check> checks) {

  /** A signature, with tensors of types that we cannot feed too. */
  public record Signature(
      String name, String method, List<TensorLine> inputs, List<TensorLine> outputs) {}

  /** An input or output as the file says: name, type, shape, and the tensor in the graph. */
  public record TensorLine(String name, String type, String shape, String tensor) {}

  /** A feature of a serialized example. */
  public record Feature(String name, String type, boolean required) {}

  /**
   * One check.
   *
   * @param name what was checked: manifest, graph, signature, load, probe
   * @param passed whether the model may serve as far as this goes
   * @param detail what was found, or the reason of a refusal
   */
  public record Check(String name, boolean passed, String detail) {}

  public ModelInspection {
    tags = List.copyOf(tags);
    signatures = List.copyOf(signatures);
    features = List.copyOf(features);
    assets = List.copyOf(assets);
    checks = List.copyOf(checks);
  }

  /** True when a model loaded with these options would be refused. */
  public boolean isRefused() {
    return checks.stream().anyMatch(check -> !check.passed());
  }

  /**
   * Looks at the model in a directory, and loads and calls it as far as its checks pass.
   *
   * @throws java.io.UncheckedIOException when the directory is not there, or cannot be read just
   *     now
   * @throws org.tensorflow.exceptions.TFResourceExhaustedException when there is no memory for it
   */
  public static ModelInspection of(Path directory, ModelOptions options) {
    return new ModelInspector(directory, options).inspect();
  }
}
