package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.models.registry.VersionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Broken records and broken models, and what a running pipeline makes of them. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final String CHAMPION = "champion";
  private static final String DEAD_LETTERS =
      "millrace_outputs_total{kind=\"decode\",output=\"dead_letters\"}";

  private RunningTaxi taxi;
  private Registry registry;
  private String model;

  @BeforeAll
  void start(@TempDir Path out) throws Exception {
    taxi = RunningTaxi.start(out);
    registry = Registry.open(taxi.deployment().registry().url());
    model = taxi.deployment().model();
  }

  @AfterAll
  void stop() throws IOException {
    if (registry != null) {
      registry.close();
    }
    if (taxi != null) {
      taxi.close();
    }
  }

  @AfterEach
  void thePipelineStillRuns() {
    assertThat(taxi.state()).isEqualTo(PipelineResult.State.RUNNING);
  }

  @Test
  void brokenAvroRecordsAreDeadLettersAndTheOthersArePredicted() throws Exception {
    byte[] whole = taxi.record();
    List<byte[]> broken =
        List.of(
            new byte[0],
            Arrays.copyOf(whole, whole.length / 2),
            Arrays.copyOf(whole, whole.length + 1),
            new byte[] {9, 9, 9, 9},
            textOfTwoGigabytes());
    double before = sample(DEAD_LETTERS);
    List<String> ids = new ArrayList<>();
    for (byte[] value : broken) {
      ids.addAll(taxi.send(20));
      taxi.send(value);
    }
    ids.addAll(taxi.send(20));

    assertThat(taxi.versions(ids)).containsOnlyKeys(ids);
    List<JsonNode> letters = taxi.deadLetters(broken.size());
    assertThat(letters)
        .extracting(letter -> Base64.getDecoder().decode(letter.get("original").textValue()))
        .containsExactlyInAnyOrderElementsOf(broken);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.get("stage").textValue()).isEqualTo("decode");
              assertThat(letter.get("reason").textValue()).contains("(expected: ");
              assertThat(letter.get("source").textValue()).matches("trips-[01]@\\d+");
            });
    await(() -> sample(DEAD_LETTERS) >= before + broken.size(), true);
  }

  @Test
  void whatItDoesCanBeScraped() throws Exception {
    String records = "millrace_records_total{stage=\"decode\"}";
    double before = sample(records);
    List<String> ids = taxi.send(100);
    assertThat(taxi.versions(ids)).containsOnlyKeys(ids);
    await(() -> sample(records) >= before + 100, true);

    String ofModel = "{model=\"" + model + "\"}";
    assertThat(sample("model_version" + ofModel)).isEqualTo((double) champion());
    // It is asked once a second, whether records come or not.
    assertThat(sample("registry_staleness_secs" + ofModel)).isBetween(0d, 20d);
    assertThat(
            sample("num_inferences_total{model=\"" + model + "\",version=\"" + champion() + "\"}"))
        .isGreaterThanOrEqualTo(100);
    assertThat(sample("millrace_outputs_total{kind=\"\",output=\"predictions\"}"))
        .isGreaterThanOrEqualTo(100);
  }

  /** The value of a series; zero when there is no such series yet. */
  private double sample(String series) throws IOException {
    for (String line : taxi.metrics()) {
      if (line.startsWith(series + " ")) {
        return Double.parseDouble(line.substring(series.length()));
      }
    }
    return 0;
  }

  @Test
  void aBrokenRecordWhoseDeadLetterIsTooLargeForItsTopicStopsNothing() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      taxi.send(new byte[900_000]);
      ids.addAll(taxi.send(20));
    }
    assertThat(taxi.versions(ids)).containsOnlyKeys(ids);
  }

  @Test
  void aDamagedVersionIsRefusedQuarantinedAndRolledBack() throws Exception {
    long before = champion();
    List<String> ids = new ArrayList<>(taxi.send(50));
    long damaged = publishCopy();
    damage(new ModelStore(taxi.deployment().registry().models()).fetch(model, damaged));
    // Not by the command, which would load it first and refuse.
    registry.promote(
        new Promotion(model, CHAMPION, damaged, before, "test", "it was asked for", null, null));
    await(
        () -> {
          ids.addAll(taxi.send(10));
          return registry.version(model, damaged).orElseThrow().state();
        },
        VersionState.QUARANTINED);
    ids.addAll(taxi.send(50));

    assertThat(taxi.versions(ids)).containsOnlyKeys(ids).values().containsOnly(before);
    assertThat(champion()).isEqualTo(before);
    assertThat(registry.version(model, damaged).orElseThrow().reason())
        .contains("saved_model.pb: sha256");
    List<AliasChange> history = registry.history(model);
    AliasChange last = history.get(history.size() - 1);
    assertThat(last.kind()).isEqualTo(AliasChange.Kind.ROLLBACK);
    assertThat(last.who()).isEqualTo(RegistryModelSource.WATCHER);
    assertThat(last.from()).isEqualTo(damaged);
    assertThat(last.to()).isEqualTo(before);
  }

  @Test
  void aPromotedVersionIsPickedUpAndNoRecordIsLost() throws Exception {
    long before = champion();
    List<String> ids = new ArrayList<>(taxi.send(100));
    assertThat(taxi.versions(ids)).values().containsOnly(before);

    long next = publishCopy();
    taxi.promote(next);
    await(
        () -> {
          List<String> some = taxi.send(20);
          ids.addAll(some);
          return taxi.versions(some).get(some.get(0));
        },
        next);
    ids.addAll(taxi.send(100));

    Map<String, Long> versions = taxi.versions(ids);
    assertThat(versions).containsOnlyKeys(ids);
    assertThat(versions.values()).containsOnly(before, next);
    assertThat(ids.subList(ids.size() - 100, ids.size()))
        .allSatisfy(id -> assertThat(versions).containsEntry(id, next));
  }

  private long champion() {
    return registry.alias(model, CHAMPION).orElseThrow().version();
  }

  /** The champion's files once more, as a version that nobody has promoted yet. */
  private long publishCopy() throws IOException, ModelRejectedException {
    ModelStore models = new ModelStore(taxi.deployment().registry().models());
    long version = registry.allocateVersion(model, null);
    Path published = models.publish(model, version, models.fetch(model, champion()));
    registry.markReady(model, version, Map.of(), Manifest.sha256Of(published));
    return version;
  }

  /** Turns one bit, so that the size is as it was. */
  private static void damage(Path version) throws IOException {
    Path graph = version.resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length / 2] ^= 1;
    Files.write(graph, bytes);
  }

  /** The first field says that its text is of two gigabytes, and nothing follows. */
  private static byte[] textOfTwoGigabytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeIndex(1);
    encoder.writeLong(Integer.MAX_VALUE - 8);
    encoder.flush();
    return bytes.toByteArray();
  }

  private interface Look<T> {
    T now() throws IOException;
  }

  private static <T> void await(Look<T> look, T expected) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    T seen = look.now();
    while (!expected.equals(seen)) {
      assertThat(System.nanoTime()).as("%s (expected: %s)", seen, expected).isLessThan(deadline);
      Thread.sleep(50);
      seen = look.now();
    }
  }
}
