package io.millrace.pipelines.config;

import io.millrace.models.evaluation.Gate;
import io.millrace.models.training.features.FeatureSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything one deployment is, as its file says it; {@link Deployments} reads and checks it. Paths
 * are absolute.
 *
 * @param model the model's name in the registry
 * @param excludedFromStatistics columns of the records that are not measured
 * @param schemaFile where the records' schema is kept
 * @param store the directory of examples, statistics, anomalies and references
 * @param gates all of them have to be passed
 * @param source what it was read from
 */
public record Deployment(
    String model,
    StreamSettings records,
    LabelSettings labels,
    WindowSettings windows,
    List<String> excludedFromStatistics,
    Path schemaFile,
    ValidationSettings validation,
    Path store,
    RegistrySettings registry,
    BootstrapSettings bootstrap,
    List<FeatureSpec> features,
    TrainingSettings training,
    DriftSettings drift,
    RetrainingSettings retraining,
    List<Gate> gates,
    SinkSettings sinks,
    ServingSettings serving,
    TuningSettings tuning,
    MetricsSettings metrics,
    DeploymentSource source) {
  private static final Kind<String> MODEL =
      Kind.TEXT.where(
          text -> text.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"),
          "letters, digits, '_', '.' and '-', a letter or digit first");

  public Deployment {
    excludedFromStatistics = List.copyOf(excludedFromStatistics);
    features = List.copyOf(features);
    gates = List.copyOf(gates);
  }

  /**
   * The same deployment over files, for a run over history; what it writes goes to files too.
   *
   * @param records files of records; absolute paths or URLs, with {@code *} and {@code ?} in names
   * @param labelFiles files of labels, which may be none
   * @param header whether CSV files begin with a line of column names
   */
  public Deployment fromFiles(List<String> records, List<String> labelFiles, boolean header) {
    return new Deployment(
        model,
        this.records.fromFiles(records, header),
        new LabelSettings(
            labels.stream().fromFiles(labelFiles, header),
            labels.value(),
            labels.validRange(),
            labels.horizon(),
            labels.corrections(),
            labels.slices()),
        windows,
        excludedFromStatistics,
        schemaFile,
        validation,
        store,
        registry,
        bootstrap,
        features,
        training,
        drift,
        retraining,
        gates,
        SinkSettings.FILES,
        serving,
        tuning,
        metrics,
        source);
  }

  /**
   * The deployment of the same file with other settings, from its own sources.
   *
   * @param settings by the path of their key, as {@link DeploymentSource} has them
   * @throws ConfigurationException if one is unknown or its value wrong
   */
  public Deployment with(Map<String, String> settings) throws ConfigurationException {
    return settings.isEmpty() ? this : source.with(settings).load();
  }

  static Deployment read(Section root, DeploymentSource source) {
    String model = root.required("model", MODEL);
    Section records = root.requiredSection("records");
    SourceSettings recordSource = SourceSettings.read(records);
    FormatSettings format =
        FormatSettings.read(records, recordSource instanceof SourceSettings.Files);
    DeclaredColumns columns = DeclaredColumns.read("records", records, format);
    StreamSettings stream = StreamSettings.read(records, recordSource, format, columns);
    List<String> values = columns.values(stream);
    columns.checkNames(values, records, stream);
    LabelSettings labels = LabelSettings.read(root.requiredSection("labels"), columns);
    WindowSettings windows = WindowSettings.read(root.section("windows"));
    Path store = root.required("store", root.path());
    Path schemaFile = root.section("schema").orNull("file", root.path());
    List<String> unmeasured = root.section("statistics").list("exclude", columns.any(), List.of());
    List<FeatureSpec> features = FeatureSettings.readAll(root, columns);
    TrainingSettings training =
        TrainingSettings.read(root.section("training"), stream.eventTime().zone(), columns);
    return new Deployment(
        model,
        stream,
        labels,
        windows,
        unmeasured,
        schemaFile == null ? store.resolve("schema.pbtxt") : schemaFile,
        ValidationSettings.ofWindows(root.section("validation"), columns.measured(unmeasured)),
        store,
        RegistrySettings.read(root.section("registry")),
        BootstrapSettings.read(root.section("bootstrap"), stream.eventTime().zone()),
        features,
        training,
        DriftSettings.read(
            root.section("drift"), columns, values, windows.size(), features, training.learning()),
        RetrainingSettings.read(root.section("retraining"), training.minimumExamples()),
        GateSettings.readAll(root),
        SinkSettings.read(root.section("sinks"), recordSource, labels.stream().source()),
        ServingSettings.read(root.section("serving")),
        TuningSettings.read(root.section("tuning"), training.learning().objective()),
        MetricsSettings.read(root.section("metrics")),
        source);
  }
}
