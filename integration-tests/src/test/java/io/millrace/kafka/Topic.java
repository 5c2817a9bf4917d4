package io.millrace.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runners.kafka.LocalKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The JSON messages that a pipeline wrote to a topic, from its beginning. */
public final class Topic {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrapServers;
  private final String name;

  private Topic(String bootstrapServers, String name) {
    this.bootstrapServers = bootstrapServers;
    this.name = name;
  }

  public static Topic of(LocalKafka kafka, String name) {
    return new Topic(kafka.bootstrapServers(), name);
  }

  /** What is in the topic now. */
  public List<JsonNode> readAll() throws IOException {
    return readUntil(messages -> true, Duration.ofMinutes(1));
  }

  /**
   * What is in the topic when the messages are enough.
   *
   * @throws IOException if they were not within the time
   */
  public List<JsonNode> readUntil(Predicate<List<JsonNode>> enough, Duration patience)
      throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + patience.toNanos();
      while (!isAtEnd(consumer, partitions) || !enough.test(messages)) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              name + ": " + messages.size() + " messages within " + patience + ", not enough");
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          messages.add(JSON.readTree(record.value()));
        }
      }
    }
    return messages;
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(at -> consumer.position(at) >= ends.get(at));
  }
}
