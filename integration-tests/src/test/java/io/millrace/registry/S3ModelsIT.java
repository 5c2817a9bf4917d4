package io.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Pruning;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.models.registry.Retention;
import io.millrace.models.registry.StoreLocation;
import io.millrace.models.registry.VerifiedRollback;
import io.millrace.models.registry.VersionCheck;
import io.millrace.models.registry.VersionState;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Models in a real S3-speaking server, on machines with copies of their own. About 40 s. */
class S3ModelsIT {
  private static final int KILLS = 8;

  private static S3Server server;
  private static Path trained;
  private static int buckets;

  private final Path directory;
  private String bucket;

  S3ModelsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path jar = S3Server.jar().orElseGet(() -> Assumptions.abort("S3Mock is not on the class path"));
    server = S3Server.start(jar, directory);
    for (String property : server.properties()) {
      String[] parts = property.substring(2).split("=", 2);
      System.setProperty(parts[0], parts[1]);
    }
    trained = directory.resolve("trained");
    train();
  }

  private static void train() throws Exception {
    Layout layout =
        Layout.of(new Layout.Field("x", ValueType.FLOAT), new Layout.Field("y", ValueType.FLOAT));
    ColumnBatchBuilder rows = new ColumnBatchBuilder(layout, false);
    for (int i = 0; i < 100; i++) {
      rows.append(0, (double) i);
      rows.append(1, 2.0 * i);
      rows.endRow(null, 0, new SourcePosition("line", -1, i), new byte[0]);
    }
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
            .shape(ModelShape.linear())
            .epochs(1)
            .build();
    new Trainer(spec, "y").train(List.of(rows.build()), trained, TrainingProgress.NONE);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      for (String property : server.properties()) {
        System.clearProperty(property.substring(2).split("=", 2)[0]);
      }
      server.close();
    }
  }

  @BeforeEach
  void createBucket(TestInfo test) throws Exception {
    bucket = "models-" + ++buckets;
    server.createBucket(bucket);
  }

  @Test
  void anotherMachineGetsWhatWasPublished() throws Exception {
    Path published = store("publisher").publish("line", 7, trained);
    assertThat(store("worker").versions("line")).containsExactly(7L);
    Path fetched = store("worker").fetch("line", 7);
    assertThat(fetched).isNotEqualTo(published);
    assertThat(Manifest.sha256Of(fetched)).isEqualTo(Manifest.sha256Of(published));
    assertThat(new VersionCheck(store("worker")).refusal("line", 7)).isNull();
    assertThatThrownBy(() -> store("other").publish("line", 7, trained))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(raw("GET", "prefix/line/7/saved_model.pb").statusCode()).isEqualTo(200);
  }

  @Test
  void aVersionWithoutManifestOrWithOtherBytesIsWithdrawn() throws Exception {
    String url = "jdbc:sqlite:" + directory.resolve("registry.db");
    try (Registry registry = Registry.open(url)) {
      for (long version = 1; version <= 3; version++) {
        publish(registry, version);
      }
      RegistryModelSource source =
          new RegistryModelSource(url, location("worker"), "line", "champion");
      assertThat(raw("DELETE", "prefix/line/3/millrace-manifest.json").statusCode()).isEqualTo(204);
      assertThat(raw("PUT", "prefix/line/2/saved_model.pb").statusCode()).isEqualTo(200);
      assertThat(store("worker").versions("line")).containsExactly(1L, 2L);

      assertThat(source.current()).isNull();
      assertThat(source.current()).isNull();
      ModelLocation serving = source.current();
      assertThat(serving).isNotNull();
      assertThat(serving.version()).isEqualTo(1);
      assertThat(registry.versions("line"))
          .extracting(ModelVersion::state)
          .containsExactly(VersionState.READY, VersionState.QUARANTINED, VersionState.QUARANTINED);
    }
  }

  @Test
  void goesBackAndPrunes() throws Exception {
    try (Registry registry = Registry.open("jdbc:sqlite:" + directory.resolve("registry.db"))) {
      publish(registry, 1);
      publish(registry, 2);
      long never = registry.allocateVersion("line", null);
      Path files = store("publisher").publish("line", never, trained);
      registry.markReady("line", never, Map.of(), Manifest.sha256Of(files));
      ModelStore models = store("worker");
      assertThat(new VerifiedRollback(registry, models, "line", "champion").rollback("ann", "x"))
          .isEqualTo(new VerifiedRollback.Result(1L, true, List.of()));
      Pruning pruning = new Pruning(registry, models, "line");
      Instant later = Instant.now().plusSeconds(1);
      assertThat(pruning.run(new Retention(0, Duration.ZERO), later))
          .extracting(ModelVersion::version)
          .containsExactly(never);
      assertThat(models.versions("line")).containsExactly(1L, 2L);
      assertThat(raw("GET", "prefix/line/" + never + "/saved_model.pb").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aKilledPublisherLeavesNoHalfVersion() throws Exception {
    String url = "jdbc:sqlite:" + directory.resolve("registry.db");
    Random random = new Random(3);
    try (Registry registry = Registry.open(url)) {
      for (int kill = 0; kill < KILLS; kill++) {
        Process publisher = publisher(url);
        Thread.sleep(random.nextInt(600));
        publisher.destroyForcibly().waitFor();
        check(registry, store("worker"));
      }
      assertThat(registry.history("line")).hasSizeGreaterThanOrEqualTo(KILLS);
    }
  }

  private static void check(Registry registry, ModelStore worker) throws Exception {
    for (long version : worker.versions("line")) {
      Manifest.verify(worker.fetch("line", version));
    }
    for (ModelVersion version : registry.versions("line")) {
      if (version.state() == VersionState.READY) {
        assertThat(Manifest.sha256Of(worker.fetch("line", version.version())))
            .isEqualTo(version.manifestSha256());
      }
    }
    if (registry.alias("line", "champion").isPresent()) {
      long champion = registry.alias("line", "champion").orElseThrow().version();
      assertThat(new VersionCheck(worker).refusal("line", champion)).isNull();
    }
  }

  private Process publisher(String url) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(server.properties());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            S3Publisher.class.getName(),
            url,
            location("publisher").address(),
            directory.resolve("publisher").toString(),
            trained.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // The first one takes longest: after it no moment is unlikely to be hit.
    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isNotNull();
    return process;
  }

  private void publish(Registry registry, long version) throws Exception {
    assertThat(registry.allocateVersion("line", null)).isEqualTo(version);
    Path files = store("publisher").publish("line", version, trained);
    registry.markReady("line", version, Map.of(), Manifest.sha256Of(files));
    Long now = version == 1 ? null : Long.valueOf(version - 1);
    registry.promote(new Promotion("line", "champion", version, now, "ann", "newer", null, null));
  }

  private StoreLocation location(String machine) {
    return new StoreLocation("s3://" + bucket + "/prefix", directory.resolve(machine).toString());
  }

  private ModelStore store(String machine) {
    return new ModelStore(location(machine));
  }

  /** A request behind the back of the store; what is written is one word. */
  private HttpResponse<String> raw(String method, String key) throws Exception {
    URI address = URI.create(System.getProperty("aws.endpointUrlS3") + "/" + bucket + "/" + key);
    HttpRequest.BodyPublisher body =
        method.equals("PUT")
            ? HttpRequest.BodyPublishers.ofString("other")
            : HttpRequest.BodyPublishers.noBody();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).method(method, body).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
