package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.drift.performance.RowLoss;
import io.millrace.models.evaluation.gates.BetterThanChampion;
import io.millrace.models.evaluation.gates.ChangeThreshold;
import io.millrace.models.evaluation.gates.Insufficient;
import io.millrace.models.evaluation.gates.LoadAndQuery;
import io.millrace.models.evaluation.gates.MaximumError;
import io.millrace.models.evaluation.gates.MaximumLatency;
import io.millrace.models.evaluation.gates.MaximumSize;
import io.millrace.models.evaluation.gates.MinimumRows;
import io.millrace.models.evaluation.gates.NoNewAnomalies;
import io.millrace.models.evaluation.gates.NotWorseThanChampion;
import io.millrace.models.evaluation.gates.ValueThreshold;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.StoreLocation;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.training.EarlyStopping;
import io.millrace.models.training.WarmStart;
import io.millrace.models.training.features.Buckets;
import io.millrace.models.training.features.Cross;
import io.millrace.models.training.features.CyclicTime;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.Hash;
import io.millrace.models.training.features.Log;
import io.millrace.models.training.features.MinMax;
import io.millrace.models.training.features.Missing;
import io.millrace.models.training.features.Pooling;
import io.millrace.models.training.features.Vocabulary;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.Decay;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import io.millrace.models.training.tuning.Choice;
import io.millrace.models.training.tuning.IntegerRange;
import io.millrace.models.training.tuning.RealRange;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.Severity;
import io.millrace.pipelines.config.DriftSettings.ErrorDrift;
import io.millrace.pipelines.config.EventTimeSettings.Format;
import io.millrace.pipelines.config.LabelSettings.Range;
import io.millrace.pipelines.config.RetrainingSettings.Trigger;
import io.millrace.pipelines.config.SinkSettings.Sink;
import io.millrace.pipelines.config.TrainingSettings.Holdout;
import io.millrace.transforms.metrics.PortRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.AnomalyInfo;

class DeploymentsTest {
  private static final Path RESOURCES =
      Path.of("src/test/resources/io/millrace/pipelines/config").toAbsolutePath();

  @Test
  void readsEveryKey() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("every-key.yaml"), Map.of());

    KafkaTopic in =
        new KafkaTopic("broker-1:9092,broker-2:9092", "in", Map.of("security.protocol", "SSL"));
    assertThat(d.model()).isEqualTo("every-key");
    assertThat(d.records())
        .isEqualTo(
            new StreamSettings(
                in,
                new FormatSettings.Csv(';', false),
                List.of(
                    new ColumnSettings("id", ColumnType.STRING),
                    new ColumnSettings("at", ColumnType.TIMESTAMP),
                    new ColumnSettings("size", ColumnType.FLOAT),
                    new ColumnSettings("kind", ColumnType.STRING),
                    new ColumnSettings("note", ColumnType.SKIP)),
                "id",
                new EventTimeSettings("at", Format.ISO, null, ZoneId.of("America/New_York")),
                Duration.ofMinutes(1),
                Duration.ZERO));
    assertThat(d.labels().stream().source())
        .isEqualTo(
            new SourceSettings.Files(
                List.of(
                    RESOURCES + "/labels/*.csv.gz",
                    "/elsewhere/*.csv",
                    "https://example.org/labels.csv")));
    assertThat(d.labels().stream().format()).isEqualTo(new FormatSettings.Csv(',', false));
    assertThat(d.labels().stream().eventTime().format()).isEqualTo(Format.EPOCH_MILLIS);
    assertThat(d.labels().value()).isEqualTo("y");
    assertThat(d.labels().validRange()).isEqualTo(new Range(-1.5, 2000));
    assertThat(d.labels().horizon()).isEqualTo(Duration.ofHours(6));
    assertThat(d.labels().corrections()).isEqualTo(LabelSettings.Corrections.IGNORE);
    assertThat(d.labels().slices()).containsExactly(List.of("kind"), List.of("kind", "size"));
    assertThat(d.windows())
        .isEqualTo(new WindowSettings(Duration.ofHours(1), Duration.ofMinutes(5)));
    assertThat(d.excludedFromStatistics()).containsExactly("id");
    assertThat(d.schemaFile()).isEqualTo(RESOURCES.resolveSibling("schema.pbtxt"));
    assertThat(d.validation())
        .isEqualTo(
            new ValidationSettings(
                RecordPolicy.DEAD_LETTER,
                "SERVING",
                true,
                List.of("size"),
                Map.of(AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT, Severity.WARNING),
                List.of(
                    new DistanceThreshold(
                        "size",
                        DistanceThreshold.Comparison.DRIFT,
                        DistanceThreshold.Distance.INFINITY_NORM,
                        0.1)),
                List.of(
                    Rule.ofFeature("mean-size", "feature.num_stats.mean < 50.0", "size"),
                    Rule.ofRecord("small", "size == null || size < 9.5")
                        .withSeverity(Severity.WARNING)
                        .withMessage("a size of {size}"))));
    assertThat(d.store()).isEqualTo(Path.of("/data/store"));
    assertThat(d.registry())
        .isEqualTo(
            new RegistrySettings(
                "jdbc:postgresql://db/millrace?user=m&password=pw",
                StoreLocation.of(Path.of("/data/models"))));
    assertThat(d.bootstrap())
        .isEqualTo(
            new BootstrapSettings(
                Instant.parse("2018-01-01T05:00:00Z"), Instant.parse("2018-02-01T06:00:00Z")));
    assertThat(d.features())
        .containsExactly(
            FeatureSpec.numeric("size"),
            FeatureSpec.category("kind", 32, 0),
            FeatureSpec.cyclicTime(0),
            new FeatureSpec("n", List.of("size"), new Log(0.01, Missing.ALWAYS, Pooling.NONE, "")),
            new FeatureSpec(
                "m", List.of("size"), new MinMax(0.02, Missing.NEVER, Pooling.NONE, "")),
            new FeatureSpec("hashed", List.of("kind"), new Hash(64, 4, Pooling.MEAN, "size")),
            new FeatureSpec("k", List.of("size"), new Buckets(7, 3, Pooling.NONE, "")),
            new FeatureSpec("both", List.of("kind", "size"), new Cross(512, 5, 4)),
            new FeatureSpec(
                "day",
                List.of("event_time"),
                new CyclicTime(
                    List.of(CyclicTime.Part.MONTH), "+02:00", CyclicTime.Unit.SECONDS, 1)),
            new FeatureSpec("v", List.of("kind"), new Vocabulary(9, 2, 3, 1, Pooling.NONE, "")));
    assertThat(d.training())
        .isEqualTo(
            new TrainingSettings(
                Duration.ofDays(14),
                new Holdout(Duration.ofDays(2), 0.4),
                new Holdout(Duration.ofDays(3), 0.1),
                new Holdout(Duration.ofDays(4), 1),
                List.of(
                    new DataWindow(
                        Instant.parse("2018-01-03T05:00:00Z"),
                        Instant.parse("2018-01-04T05:00:00Z"))),
                10,
                TrainingPlan.Start.WARM,
                new TrainingSettings.WarmStartSettings(3L, WarmStart.Takes.WEIGHTS),
                true,
                false,
                Duration.ofSeconds(5),
                4,
                false,
                new LearningSettings(
                    new Regression(Loss.HUBER, 0.2, LabelTransform.LOG),
                    ModelShape.linear().withDropout(0.1),
                    new OptimizerSpec(
                        OptimizerSpec.Algorithm.ADAGRAD,
                        new LearningRate(0.01, new Decay.Step(0.1, 2), 0.5),
                        1,
                        1000),
                    64,
                    3,
                    new EarlyStopping(2, 0.001),
                    0,
                    new Weighting(Duration.ofDays(3), "size", Map.of()),
                    -1)));
    assertThat(d.drift())
        .isEqualTo(
            new DriftSettings(
                List.of("kind", "size"),
                Duration.ofDays(1),
                0.1,
                0.9,
                50,
                2,
                List.of("size"),
                new ErrorDrift(ErrorMeasure.ABSOLUTE, 0, 4, 9, 30),
                new DriftSettings.Alarms(DriftSettings.Alarms.Control.LORD, 0.1, 1, 0.3),
                List.of(List.of("kind")),
                DriftSettings.Season.DAY_OF_WEEK,
                new DriftSettings.Bins(20, 30),
                List.of(
                    new DetectorSettings(
                        "adwin", "size", null, List.of(List.of("kind")), Map.of("delta", "0.01")),
                    new DetectorSettings("shiryaev_roberts", "error", 0.5, List.of(), Map.of())),
                new EstimateSettings(true, RowLoss.SQUARED)));
    assertThat(d.retraining())
        .isEqualTo(
            new RetrainingSettings(
                List.of(Set.of(Trigger.ERROR), Set.of(Trigger.DRIFT, Trigger.NEW_EXAMPLES)),
                Duration.ZERO,
                new RetrainingSettings.Budget(2, Duration.ofDays(7)),
                500,
                Duration.ofDays(14),
                List.of(RESOURCES + "/in/*.csv"),
                new RetrainingSettings.Change(100, 0.4, 0)));
    assertThat(d.gates())
        .containsExactly(
            new BetterThanChampion(0.1, 0.8),
            new MaximumError("mae", 3),
            new MinimumRows(30),
            new ValueThreshold("mape", 0, 0.3, "kind=x", 50, Insufficient.FAIL),
            new ChangeThreshold("rmse", -0.1, -0.01, "", 100, Insufficient.PASS),
            new NotWorseThanChampion(
                "mae", 0.02, 0.9, Insufficient.PASS, "kind", 100, Insufficient.PASS),
            new MaximumLatency(50, 64),
            new MaximumSize(20),
            new LoadAndQuery(0),
            new NoNewAnomalies());
    assertThat(d.sinks().predictions())
        .isEqualTo(new Sink(new KafkaTopic(in.bootstrapServers(), "out", in.properties()), true));
    assertThat(d.sinks().deadLetters())
        .isEqualTo(new Sink(new KafkaTopic("other:9092", "dead", Map.of("acks", "all")), false));
    assertThat(d.sinks().statistics()).isEqualTo(new Sink(null, false));
    assertThat(d.sinks().alarms()).isEqualTo(new Sink(null, true));
    assertThat(d.sinks().decisions())
        .isEqualTo(
            new Sink(new KafkaTopic(in.bootstrapServers(), "decided", in.properties()), false));
    assertThat(d.serving())
        .isEqualTo(
            new ServingSettings(
                ServingSettings.Versions.EVENT_TIME,
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                4,
                0));
    assertThat(d.metrics().port()).isEqualTo(new PortRange(9249, 9260));
  }

  @Test
  void startsRelativePathsAtTheFile() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("least.yaml"), Map.of());

    assertThat(d.store()).isEqualTo(RESOURCES.resolve("store"));
    assertThat(d.schemaFile()).isEqualTo(RESOURCES.resolve("store/schema.pbtxt"));
    assertThat(d.registry().url()).isEqualTo("jdbc:sqlite:" + RESOURCES.resolve("registry.db"));
    assertThat(d.records().source())
        .isEqualTo(new SourceSettings.Files(List.of(RESOURCES + "/trips.json")));
  }

  @Test
  void fillsInWhatIsLeftOut() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("least.yaml"), Map.of());

    assertThat(d.labels().validRange().contains(Double.MAX_VALUE)).isTrue();
    assertThat(d.records().idleTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(d.drift())
        .isEqualTo(
            new DriftSettings(
                List.of("size"),
                Duration.ofDays(7),
                0.2,
                0.99,
                200,
                3,
                List.of("size"),
                new ErrorDrift(ErrorMeasure.ABSOLUTE, 0.2, 3, 8, 20),
                new DriftSettings.Alarms(DriftSettings.Alarms.Control.ADDIS, 0.05, 0.8, 0.5),
                List.of(),
                DriftSettings.Season.NONE,
                new DriftSettings.Bins(10, 50),
                List.of(),
                new EstimateSettings(false, RowLoss.ABSOLUTE)));
    assertThat(d.retraining().on()).containsExactly(Set.of(Trigger.ERROR), Set.of(Trigger.DRIFT));
    assertThat(d.gates()).containsExactly(new BetterThanChampion(0.02, 0.99), new MinimumRows(100));
    assertThat(d.sinks().predictions()).isEqualTo(new Sink(null, true));
    assertThat(d.metrics().port()).isNull();
    assertThat(d.training().window()).isEqualTo(Duration.ofDays(60));
    assertThat(d.training().holdout()).isEqualTo(new Holdout(Duration.ofDays(7), 0.5));
    assertThat(d.training().initialHoldout()).isEqualTo(new Holdout(Duration.ofDays(28), 0.2));
    assertThat(d.training().learning())
        .isEqualTo(
            new LearningSettings(
                new Regression(Loss.SQUARED, LabelTransform.IDENTITY),
                ModelShape.wideAndDeep(32),
                OptimizerSpec.adam(LearningRate.cosine(0.003)),
                256,
                20,
                null,
                0.0001,
                Weighting.EVEN.withRecencyHalfLife(Duration.ofDays(14)),
                7));
  }

  @Test
  void takesNoHalfLifeAsNoRecencyWeighting(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("millrace.yaml");
    Files.writeString(
        file,
        Files.readString(RESOURCES.resolve("least.yaml"))
            + "training: {recency_half_life: PT0S}\n");

    assertThat(Deployments.load(file, Map.of()).training().learning().weighting())
        .isEqualTo(Weighting.EVEN);
  }

  @Test
  void readsWhatVaries() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("every-key.yaml"), Map.of());
    assertThat(d.tuning())
        .isEqualTo(
            new TuningSettings(
                "random",
                "hyperband",
                7,
                3,
                "rmse",
                List.of(
                    new Choice("training.hidden", List.of("[32]", "[64, 32]", "[]")),
                    new IntegerRange("training.batch_size", 32, 512),
                    new RealRange("training.dropout", 0, 0.5, false),
                    new RealRange("training.learning_rate", 1e-4, 1e-2, true),
                    new Choice("features.kind.buckets", List.of("8", "64")))));
  }

  @Test
  void readsClasses(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("millrace.yaml");
    Files.copy(RESOURCES.resolve("least.yaml"), file);
    Deployment least = Deployments.load(file, Map.of());

    assertThat(least.with(Map.of("training.objective", "binary")).training().learning().objective())
        .isEqualTo(new Binary());
    LearningSettings learning =
        least
            .with(
                Map.of(
                    "training.objective", "multi_class",
                    "training.classes", "[a, b, c]",
                    "training.class_weights", "{a: 2.5}"))
            .training()
            .learning();
    assertThat(learning.objective()).isEqualTo(new MultiClass(List.of("a", "b", "c")));
    assertThat(learning.weighting().classes()).isEqualTo(Map.of("a", 2.5));
  }

  @Test
  void loadsTheExample() throws Exception {
    Deployment d =
        Deployments.load(
            Path.of("../examples/nyc-taxi/millrace.yaml"),
            Map.of("KAFKA", "broker:1234", "OUT", "/tmp/millrace"));

    assertThat(d.store()).isEqualTo(Path.of("/tmp/millrace/store"));
    assertThat(d.records().columns()).hasSize(18);
    assertThat(d.records().idleTimeout()).isZero();
    assertThat(d.labels().stream().idleTimeout()).isZero();
    assertThat(d.training().learning().objective())
        .isEqualTo(new Regression(Loss.ABSOLUTE, LabelTransform.LOG));
    assertThat(d.drift().features())
        .hasSize(16)
        .contains("payment_type", "congestion_surcharge")
        .doesNotContain("trip_id", "pickup_datetime");
    assertThat(d.drift().trainingFeatures())
        .containsExactly(
            "vendor_id",
            "passenger_count",
            "trip_distance",
            "rate_code_id",
            "pickup_location_id",
            "dropoff_location_id");
    assertThat(d.drift().error().measure()).isEqualTo(ErrorMeasure.LOG_RATIO);
    assertThat(d.records().eventTime().pattern()).isEqualTo("yyyy-MM-dd HH:mm:ss");
    assertThat(d.sinks().alarms())
        .isEqualTo(new Sink(new KafkaTopic("broker:1234", "alarms", Map.of()), true));
    assertThat(d.sinks().decisions())
        .isEqualTo(new Sink(new KafkaTopic("broker:1234", "decisions", Map.of()), true));
  }

  @Test
  void takesOtherFilesForARunOverHistory() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("every-key.yaml"), Map.of());
    StreamSettings records = d.records();

    Deployment overHistory = d.fromFiles(List.of("/data/trips.csv"), List.of(), true);

    StreamSettings history = overHistory.records();

    assertThat(history.source()).isEqualTo(new SourceSettings.Files(List.of("/data/trips.csv")));
    assertThat(history.format()).isEqualTo(new FormatSettings.Csv(';', true));
    assertThat(history.columns()).isEqualTo(records.columns());
    assertThat(history.idleTimeout()).isEqualTo(records.idleTimeout());
    Sink files = new Sink(null, true);
    assertThat(overHistory.sinks())
        .isEqualTo(new SinkSettings(files, files, files, files, files, files, files, files, files));
  }

  @Test
  void readsAnAvroSchemaFromAFileOrInPlace() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("avro.yaml"), Map.of());

    assertThat(d.records().format())
        .isEqualTo(new FormatSettings.Avro(Files.readString(RESOURCES.resolve("trip.avsc"))));
    assertThat(d.records().columns())
        .containsExactly(
            new ColumnSettings("id", ColumnType.INT),
            new ColumnSettings("at", ColumnType.INT),
            new ColumnSettings("size", ColumnType.FLOAT));
    assertThat(d.drift().features()).containsExactly("size");
    assertThat(((FormatSettings.Avro) d.labels().stream().format()).schema())
        .startsWith("{\"type\": \"record\", \"name\": \"Label\"");
  }

  @Test
  void showsNoSecrets() throws Exception {
    Deployment d = Deployments.load(RESOURCES.resolve("every-key.yaml"), Map.of());

    assertThat(d.toString()).doesNotContain("password=pw").doesNotContain("SSL");
  }

  @Test
  void aThresholdIsOfAColumnThatIsMeasured() throws Exception {
    Deployment deployment = Deployments.load(RESOURCES.resolve("every-key.yaml"), Map.of());
    assertThatThrownBy(() -> deployment.with(Map.of("statistics.exclude", "[size]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            ":42: validation.thresholds[0].feature: size (expected: a column of records that is"
                + " measured; statistics.exclude leaves it out)");
  }

  @Test
  void saysWhichFileIsNotThereOrNotText(@TempDir Path directory) throws Exception {
    Path absent = directory.resolve("absent.yaml");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "model: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Deployments.load(absent, Map.of()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("absent.yaml");
    assertThatThrownBy(() -> Deployments.load(latin, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(latin + ":1: file: not text (expected: YAML in UTF-8)");
  }
}
