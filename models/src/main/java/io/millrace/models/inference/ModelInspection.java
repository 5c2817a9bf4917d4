package io.millrace.models.inference;

import io.millrace.models.inference.tensors.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

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

  /** Looks at the model in a directory, and loads and calls it as far as its checks pass. */
  public static ModelInspection of(Path directory, ModelOptions options) {
    return new Inspector(directory, options).inspect();
  }

  private static final class Inspector {
    private final Path directory;
    private final ModelOptions options;
    private final List<Check> checks = new ArrayList<>();
    private final List<Signature> signatures = new ArrayList<>();
    private final List<Feature> features = new ArrayList<>();
    private List<String> tags = List.of();
    private String tensorflow = "";
    private int requests;

    Inspector(Path directory, ModelOptions options) {
      this.directory = directory;
      this.options = options;
    }

    private interface Step {
      String run() throws ModelRejectedException;
    }

    /** Makes a check; false when it failed. */
    private boolean check(String name, Step step) {
      try {
        return checks.add(new Check(name, true, step.run()));
      } catch (ModelRejectedException | RuntimeException e) {
        checks.add(new Check(name, false, String.valueOf(e.getMessage())));
        return false;
      }
    }

    ModelInspection inspect() {
      boolean passed =
          check("manifest", this::manifest) & check("graph", this::graph)
              && check("signature", this::signature)
              && check("warm-up", this::warmUp);
      if (passed) {
        check("load", this::load);
      }
      return new ModelInspection(
          directory.toString(),
          bytes(),
          tensorflow,
          tags,
          signatures,
          features,
          assets(),
          requests,
          checks);
    }

    private String manifest() throws ModelRejectedException {
      if (!options.manifestRequired() && !Manifest.isPresent(directory)) {
        return "none: files are taken as they are";
      }
      return Manifest.verify(directory) + " files as they were written";
    }

    private String graph() throws ModelRejectedException {
      SavedModelFile file = SavedModelFile.read(directory);
      MetaGraphDef graph = file.serving();
      tags = graph.getMetaInfoDef().getTagsList();
      tensorflow = graph.getMetaInfoDef().getTensorflowVersion();
      ModelSignature.named(file).forEach((name, def) -> signatures.add(signature(name, def)));
      ExampleFeatures parsed = ExampleFeatures.of(file);
      if (parsed != null && parsed.features() != null) {
        for (ExampleFeatures.Feature feature : parsed.features()) {
          features.add(new Feature(feature.name(), feature.type().toString(), feature.required()));
        }
      }
      return graph.getGraphDef().getNodeCount()
          + " nodes, "
          + graph.getGraphDef().getLibrary().getFunctionCount()
          + " functions";
    }

    private static Signature signature(String name, SignatureDef def) {
      return new Signature(
          name, def.getMethodName(), lines(def.getInputsMap()), lines(def.getOutputsMap()));
    }

    private static List<TensorLine> lines(Map<String, TensorInfo> tensors) {
      List<TensorLine> lines = new ArrayList<>();
      tensors.forEach(
          (name, info) ->
              lines.add(
                  new TensorLine(
                      name,
                      info.getDtype().name().replaceFirst("^DT_", ""),
                      TensorSpec.shape(ModelSignature.dimensions(info)),
                      info.getName())));
      lines.sort(Comparator.comparing(TensorLine::name));
      return lines;
    }

    private String signature() throws ModelRejectedException {
      SavedModelFile file = SavedModelFile.read(directory);
      ModelSignature signature =
          SignatureCheck.wanted(ModelSignature.of(file, options.signature()), options);
      List<String> problems =
          SignatureCheck.problems(signature, options, SavedModel.examples(file, signature));
      if (!problems.isEmpty()) {
        throw new ModelRejectedException(signature.name() + ": " + String.join("; ", problems));
      }
      return signature.name();
    }

    private String warmUp() throws ModelRejectedException {
      requests = WarmUpRequests.read(directory).size();
      return requests == 0 ? "no requests: called with zeros" : requests + " requests";
    }

    private String load() throws ModelRejectedException {
      long start = System.nanoTime();
      SavedModel.load(directory, options).close();
      return "loaded and called in " + (System.nanoTime() - start) / 1_000_000 + " ms";
    }

    private long bytes() {
      try {
        return ModelLoad.bytesOf(directory);
      } catch (IOException | UncheckedIOException e) {
        return 0;
      }
    }

    private List<String> assets() {
      Path assets = directory.resolve("assets");
      if (!Files.isDirectory(assets)) {
        return List.of();
      }
      try (Stream<Path> files = Files.walk(assets)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> assets.relativize(file).toString())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
