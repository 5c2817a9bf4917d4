package io.millrace.models.inference;

import io.millrace.models.inference.ModelInspection.Check;
import io.millrace.models.inference.ModelInspection.Feature;
import io.millrace.models.inference.ModelInspection.Signature;
import io.millrace.models.inference.ModelInspection.TensorLine;
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
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Makes a {@link ModelInspection}: reads the files, then checks until something fails. */
final class ModelInspector {
  private final Path directory;
  private final ModelOptions options;
  private final List<Check> checks = new ArrayList<>();
  private final List<Signature> signatures = new ArrayList<>();
  private final List<Feature> features = new ArrayList<>();
  private List<String> tags = List.of();
  private String tensorflow = "";
  private int requests;

  ModelInspector(Path directory, ModelOptions options) {
    this.directory = directory;
    this.options = options;
  }

  private interface Step {
    String run() throws ModelRejectedException;
  }

  /** Makes a check; false when it failed. What is not the model's fault fails no check. */
  private boolean check(String name, Step step) {
    try {
      return checks.add(new Check(name, true, step.run()));
    } catch (UncheckedIOException | TFResourceExhaustedException e) {
      throw e;
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
      return SavedModel.bytesOf(directory);
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
