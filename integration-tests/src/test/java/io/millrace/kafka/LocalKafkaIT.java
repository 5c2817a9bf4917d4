package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runners.kafka.LocalKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

  private static final long IN_2018 = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();

  @Test
  void keepsRecordsAndTheirTimesOverARestart(@TempDir Path directory) throws Exception {
    List<String> sent = IntStream.range(0, 1000).mapToObj(i -> "value " + i).toList();
    try (LocalKafka kafka = LocalKafka.start(directory)) {
      kafka.createTopics(Map.of("trips", 3, "labels", 1));
      kafka.createTopics(Map.of("trips", 3));
      produce(kafka, "trips", sent);
      assertThat(values(consume(kafka, "trips", 1000))).containsExactlyInAnyOrderElementsOf(sent);
    }
    try (LocalKafka kafka = LocalKafka.start(directory)) {
      produce(kafka, "trips", List.of("after the restart"));
      List<ConsumerRecord<String, String>> received = consume(kafka, "trips", 1001);
      assertThat(values(received)).contains("after the restart").containsAll(sent);
      assertThat(received).allMatch(r -> r.timestamp() == IN_2018);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        var partitions = new HashMap<String, Integer>();
        admin
            .describeTopics(List.of("trips", "labels"))
            .allTopicNames()
            .get()
            .forEach((topic, is) -> partitions.put(topic, is.partitions().size()));
        assertThat(partitions).isEqualTo(Map.of("trips", 3, "labels", 1));
      }
    }
  }

  @Test
  void twoRunAtOnceAndDoNotMix(@TempDir Path directory) throws Exception {
    try (LocalKafka one = LocalKafka.start(directory.resolve("one"));
        LocalKafka two = LocalKafka.start(directory.resolve("two"))) {
      assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
      one.createTopics(Map.of("trips", 1));
      two.createTopics(Map.of("trips", 1));
      produce(one, "trips", List.of("one"));
      produce(two, "trips", List.of("two"));
      assertThat(values(consume(one, "trips", 1))).containsExactly("one");
      assertThat(values(consume(two, "trips", 1))).containsExactly("two");
      one.close();
      produce(two, "trips", List.of("still here"));
      assertThat(values(consume(two, "trips", 2))).containsExactly("two", "still here");
    }
  }

  @Test
  void closesTwiceAndReleasesItsPort(@TempDir Path directory) throws Exception {
    LocalKafka kafka = LocalKafka.start(directory);
    int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
    kafka.close();
    kafka.close();
    assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", port).close())
        .isInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("meta.properties"), "version=1\nnode.id=77\ncluster.id=x\n");
    assertThatThrownBy(() -> LocalKafka.start(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());
  }

  private static void produce(LocalKafka kafka, String topic, List<String> values) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, null, IN_2018, value, value));
      }
    }
  }

  private static List<ConsumerRecord<String, String>> consume(
      LocalKafka kafka, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "reader-" + System.nanoTime(),
            "auto.offset.reset",
            "earliest");
    List<ConsumerRecord<String, String>> received = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Instant end = Instant.now().plusSeconds(30);
      while (received.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(100)).forEach(received::add);
      }
    }
    return received;
  }

  private static List<String> values(List<ConsumerRecord<String, String>> records) {
    return records.stream().map(ConsumerRecord::value).toList();
  }
}
