package io.millrace.pipelines.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything one deployment is, as its file says it; {@link Deployments} reads and checks it. Paths
 * are absolute.
 *
 * @param model the model's name in the registry
 * @param excludedFromStatistics columns of the records that are not measured
 * @param schemaFile where the records' schema is kept
 * @param store the directory of examples, statistics, anomalies and references
 * @param gates all of them have to be passed
 */
public record Deployment(
    String model,
    StreamSettings records,
    LabelSettings labels,
    WindowSettings windows,
    List<String> excludedFromStatistics,
    Path schemaFile,
    Path store,
    RegistrySettings registry,
    BootstrapSettings bootstrap,
    List<FeatureSettings> features,
    TrainingSettings training,
    DriftSettings drift,
    RetrainingSettings retraining,
    List<GateSettings> gates,
    SinkSettings sinks,
    ServingSettings serving) {
  private static final Kind<String> MODEL =
      Kind.TEXT.where(
          text -> text.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"),
          "letters, digits, '_', '.' and '-', a letter or digit first");

  public Deployment {
    excludedFromStatistics = List.copyOf(excludedFromStatistics);
    features = List.copyOf(features);
    gates = List.copyOf(gates);
  }

  static Deployment read(Section root) {
    String model = root.required("model", MODEL);
    Section records = root.requiredSection("records");
    SourceSettings source = SourceSettings.read(records);
    FormatSettings format = FormatSettings.read(records, source instanceof SourceSettings.Files);
    DeclaredColumns columns = DeclaredColumns.read("records", records, format);
    StreamSettings stream = StreamSettings.read(records, source, format, columns);
    LabelSettings labels = LabelSettings.read(root.requiredSection("labels"));
    Path store = root.required("store", root.path());
    Path schemaFile = root.section("schema").orNull("file", root.path());
    List<FeatureSettings> features = FeatureSettings.readAll(root, columns);
    return new Deployment(
        model,
        stream,
        labels,
        WindowSettings.read(root.section("windows")),
        root.section("statistics").list("exclude", columns.any(), List.of()),
        schemaFile == null ? store.resolve("schema.pbtxt") : schemaFile,
        store,
        RegistrySettings.read(root.section("registry")),
        BootstrapSettings.read(root.section("bootstrap"), stream.eventTime().zone()),
        features,
        TrainingSettings.read(root.section("training")),
        DriftSettings.read(root.section("drift"), columns, features),
        RetrainingSettings.read(root.section("retraining")),
        GateSettings.readAll(root),
        SinkSettings.read(root.section("sinks"), source, labels.stream().source()),
        ServingSettings.read(root.section("serving")));
  }
}
