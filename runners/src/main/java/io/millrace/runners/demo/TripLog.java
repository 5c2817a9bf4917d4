package io.millrace.runners.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline wrote to its topics, read back while it runs: the prediction of every trip,
 * dead letters, alarms and decisions.
 */
final class TripLog implements AutoCloseable {
  static final String PREDICTIONS = "predictions";
  static final String DEAD_LETTERS = "dead-letters";
  static final String ANOMALIES = "anomalies";
  static final String ALARMS = "alarms";
  static final String DECISIONS = "decisions";

  /** An alarm as the pipeline wrote it. */
  record LoggedAlarm(String subject, String stage, double value, double threshold, Instant end) {
    String describe() {
      return String.format(
          java.util.Locale.ROOT,
          "%s %s: %.3g (threshold %.3g), window until %s",
          subject,
          stage,
          value,
          threshold,
          day(end));
    }
  }

  /** An anomaly in the first window in which it was seen. */
  record LoggedAnomaly(String feature, String type, String description, Instant end) {
    String describe() {
      return feature + ": " + description + " (" + type + ", window until " + day(end) + ")";
    }
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  private final ObjectMapper json = new ObjectMapper();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final Set<String> deadLetters = new HashSet<>();
  private final List<LoggedAlarm> alarms = new ArrayList<>();
  private final Map<String, LoggedAnomaly> anomalies = new LinkedHashMap<>();
  private Consumer<String> alarmListener = alarm -> {};
  private double[] predictions = new double[1 << 16];
  private long[] versions = new long[1 << 16];
  private long predicted;
  private long duplicates;
  private long decidedUntil = Long.MIN_VALUE;
  private @Nullable Exception failure;

  private TripLog(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.thread = new Thread(this::read, "demo-reader");
    this.thread.setDaemon(true);
  }

  /** Follows the topics of this broker from their beginning. */
  static TripLog follow(String bootstrapServers) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                10),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(PREDICTIONS, DEAD_LETTERS, ANOMALIES, ALARMS, DECISIONS).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    TripLog log = new TripLog(consumer);
    log.thread.start();
    return log;
  }

  private void read() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          take(record.topic(), record.value());
        }
      }
    } catch (WakeupException e) {
      // This is how close() ends the reading.
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    } finally {
      consumer.close();
    }
  }

  private synchronized void take(String topic, byte[] value) throws IOException {
    JsonNode message = json.readTree(value);
    switch (topic) {
      case PREDICTIONS -> {
        int index = Integer.parseInt(message.get("record_id").textValue().substring(1));
        predicted(
            index,
            message.get("outputs").get("prediction").doubleValue(),
            message.get("version").longValue());
      }
      case DEAD_LETTERS -> {
        // Labels are no records: their dead letters are not counted here.
        if (!message.get("stage").textValue().equals("label")
            && !deadLetters.add(message.get("source").textValue())) {
          duplicates++;
        }
      }
      case ANOMALIES -> {
        for (JsonNode found : message.get("anomalies")) {
          anomaly(found, Instant.parse(message.get("window_end").textValue()));
        }
      }
      case ALARMS -> {
        LoggedAlarm alarm =
            new LoggedAlarm(
                message.get("subject").textValue(),
                message.get("stage").textValue(),
                message.get("value").doubleValue(),
                message.get("threshold").doubleValue(),
                Instant.parse(message.get("window_end").textValue()));
        alarms.add(alarm);
        alarmListener.accept(alarm.describe());
      }
      default ->
          decidedUntil =
              Math.max(
                  decidedUntil,
                  Instant.parse(message.get("window_end").textValue()).toEpochMilli());
    }
    notifyAll();
  }

  private void anomaly(JsonNode found, Instant windowEnd) {
    String feature = found.get("feature").textValue();
    String type = found.get("type").textValue();
    if (!anomalies.containsKey(feature + type)) {
      LoggedAnomaly first =
          new LoggedAnomaly(feature, type, found.get("description").textValue(), windowEnd);
      anomalies.put(feature + type, first);
      alarmListener.accept(first.describe());
    }
  }

  private void predicted(int index, double prediction, long version) {
    if (index >= versions.length) {
      int size = Math.max(index + 1, versions.length * 2);
      versions = Arrays.copyOf(versions, size);
      predictions = Arrays.copyOf(predictions, size);
    }
    if (versions[index] != 0) {
      duplicates++;
      return;
    }
    versions[index] = version;
    predictions[index] = prediction;
    predicted++;
  }

  synchronized void onAlarm(Consumer<String> listener) {
    alarmListener = listener;
  }

  /** Waits for something new, at most so long. */
  synchronized void await(long millis) throws InterruptedException, IOException {
    if (failure != null) {
      throw new IOException("reading the pipeline's outputs: " + failure, failure);
    }
    wait(millis);
  }

  synchronized long predicted() {
    return predicted;
  }

  synchronized long deadLettered() {
    return deadLetters.size();
  }

  synchronized long duplicates() {
    return duplicates;
  }

  /** The end of the newest window that the retraining policy has decided on. */
  synchronized long decidedUntil() {
    return decidedUntil;
  }

  synchronized List<LoggedAlarm> alarms() {
    return List.copyOf(alarms);
  }

  /** Every kind of anomaly of every feature, where it was seen first. */
  synchronized List<LoggedAnomaly> anomalies() {
    return List.copyOf(anomalies.values());
  }

  synchronized @Nullable String lastAlarm() {
    return alarms.isEmpty() ? null : alarms.get(alarms.size() - 1).describe();
  }

  /** The version that predicted this trip; 0 if none did. */
  synchronized long version(int trip) {
    return trip < versions.length ? versions[trip] : 0;
  }

  synchronized double prediction(int trip) {
    return predictions[trip];
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join(10_000);
  }
}
