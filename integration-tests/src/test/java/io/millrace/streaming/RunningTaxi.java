package io.millrace.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kafka.Topic;
import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.cli.MillraceCommand;
import io.millrace.pipelines.cli.Preflight;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.streaming.ContinuousPipeline;
import io.millrace.runners.demo.Replay;
import io.millrace.runners.demo.Trip;
import io.millrace.runners.demo.TripMessages;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.runners.kafka.LocalKafka;
import io.millrace.trips.TaxiDeployment;
import io.millrace.trips.TripRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The streaming pipeline of the taxi trips with Avro records, on a broker and Flink of its own. */
final class RunningTaxi implements AutoCloseable {
  private static final long CHECKPOINT_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TaxiDeployment taxi;
  private Deployment deployment;
  private final LocalKafka kafka;
  private PipelineResult pipeline;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TripRecords records;
  private final List<Trip> trips =
      TripRecords.trips(YearMonth.of(2018, 4), YearMonth.of(2018, 4), 5_000);
  private int sent;

  private RunningTaxi(
      TaxiDeployment taxi, Deployment deployment, LocalKafka kafka, PipelineResult pipeline) {
    this.taxi = taxi;
    this.deployment = deployment;
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.records = new TripRecords(deployment);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Makes the first model from generated trips, and starts everything. */
  static RunningTaxi start(Path out) throws Exception {
    return start(out, "{}");
  }

  /** The same with this section {@code drift}. */
  static RunningTaxi start(Path out, String drift) throws Exception {
    TaxiDeployment example = TaxiDeployment.example(out);
    TaxiDeployment.History quiet = example.writeQuietQuarter(1_000);
    List<String> arguments = new ArrayList<>(List.of("bootstrap"));
    arguments.addAll(example.arguments());
    arguments.addAll(
        List.of("--input", quiet.records().toString(), "--labels", quiet.labels().toString()));
    execute(arguments);

    LocalKafka kafka = LocalKafka.start(out.resolve("kafka"));
    Map<String, Integer> topics =
        Set.of("predictions", "dead-letters", "anomalies", "quality", "alarms", "decisions")
            .stream()
            .collect(Collectors.toMap(topic -> topic, topic -> 1));
    topics.put(Replay.TRIPS, 2);
    topics.put(Replay.LABELS, 2);
    kafka.createTopics(topics);

    TaxiDeployment taxi =
        example.withAvroRecords().withMetrics(freePort()).withKafka(kafka.bootstrapServers());
    Deployment deployment = taxi.withDrift(drift).load();
    Preflight.check(deployment);
    return new RunningTaxi(taxi, deployment, kafka, run(deployment, null, false));
  }

  private static PipelineResult run(Deployment deployment, @Nullable String resume, boolean partly)
      throws IOException {
    FlinkExecution flink = new FlinkExecution();
    FlinkPipelineOptions options =
        flink
            .options(
                new Execution.Settings(true, null, checkpoints(deployment))
                    .withResume(resume)
                    .withPartly(partly))
            .as(FlinkPipelineOptions.class);
    options.setCheckpointingInterval(CHECKPOINT_MILLIS);
    Pipeline pipeline = Pipeline.create(options);
    ContinuousPipeline.build(pipeline, deployment, Baseline.read(deployment));
    return flink.start(pipeline);
  }

  private static Path checkpoints(Deployment deployment) {
    return deployment.store().resolve("checkpoints");
  }

  /** Cancels the pipeline when it has written one more checkpoint. */
  void stopAfterACheckpoint() throws Exception {
    long now = System.currentTimeMillis();
    long deadline = now + PATIENCE.toMillis();
    while (newestCheckpoint() <= now + CHECKPOINT_MILLIS) {
      if (System.currentTimeMillis() > deadline) {
        throw new IOException("checkpoints: none (expected: one a second)");
      }
      Thread.sleep(50);
    }
    pipeline.cancel();
  }

  private long newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints(deployment))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(0);
    } catch (UncheckedIOException e) {
      // An old checkpoint goes while we look.
      return 0;
    }
  }

  /** Starts the pipeline again, from its newest checkpoint. */
  void resume() throws IOException {
    pipeline = run(deployment, Execution.Settings.LATEST, false);
  }

  /** The same without a section {@code drift}. */
  void resumeWithoutDrift(boolean partly) throws Exception {
    deployment = taxi.load();
    pipeline = run(deployment, Execution.Settings.LATEST, partly);
  }

  private static void execute(List<String> arguments) {
    int exit = MillraceCommand.create().execute(arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(arguments + ": exit code " + exit);
    }
  }

  Deployment deployment() {
    return deployment;
  }

  PipelineResult.State state() {
    return pipeline.getState();
  }

  /** Promotes a version as people do it. */
  void promote(long version) {
    List<String> arguments = new ArrayList<>(List.of("models", "promote"));
    arguments.addAll(taxi.arguments());
    arguments.addAll(List.of(Long.toString(version), "--why", "it was asked for"));
    execute(arguments);
  }

  /** Sends the next trips and gives their ids. */
  List<String> send(int count) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = TripMessages.tripId(sent);
      Trip trip = trips.get(sent++ % trips.size());
      send(records.avroBytes(id, trip));
      ids.add(id);
    }
    producer.flush();
    return ids;
  }

  /** Sends a value as it is. */
  void send(byte[] value) {
    producer.send(new ProducerRecord<>(Replay.TRIPS, value));
  }

  /** A trip as it is sent. */
  byte[] record() throws IOException {
    return records.avroBytes("never-sent", trips.get(0));
  }

  /** Waits for the predictions of these records and gives the version that made each. */
  Map<String, Long> versions(List<String> ids) throws IOException {
    Set<String> wanted = Set.copyOf(ids);
    Map<String, Long> versions = new TreeMap<>();
    for (JsonNode message :
        predictions(messages -> wanted.size() <= count(messages, wanted), PATIENCE)) {
      String id = message.get("record_id").textValue();
      if (wanted.contains(id) && versions.put(id, message.get("version").longValue()) != null) {
        throw new IOException(id + ": predicted twice");
      }
    }
    return versions;
  }

  private static long count(List<JsonNode> messages, Set<String> ids) {
    return messages.stream()
        .map(message -> message.get("record_id").textValue())
        .filter(ids::contains)
        .count();
  }

  /** All predictions so far, when they are enough. */
  List<JsonNode> predictions(Predicate<List<JsonNode>> enough, Duration patience)
      throws IOException {
    return Topic.of(kafka, "predictions").readUntil(enough, patience);
  }

  /** All dead letters, when there are so many. */
  List<JsonNode> deadLetters(int count) throws IOException {
    return Topic.of(kafka, "dead-letters")
        .readUntil(messages -> messages.size() >= count, PATIENCE);
  }

  /** What a scrape of the pipeline's metrics gives, a line each. */
  List<String> metrics() throws IOException {
    int port = Objects.requireNonNull(deployment.metrics().port()).first();
    try (InputStream in = new URL("http://localhost:" + port + "/metrics").openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    pipeline.cancel();
    kafka.close();
  }
}
