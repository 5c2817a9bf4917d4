package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runners.kafka.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayIT {

  @Test
  void aRealBrokerHasEveryRecordOnceAndInTheOrderOfTime(@TempDir Path directory) throws Exception {
    int trips = 2_000;
    try (LocalKafka kafka = LocalKafka.start(directory)) {
      kafka.createTopics(Map.of(Replay.TRIPS, 3, Replay.LABELS, 2));
      YearMonth march = YearMonth.of(2020, 3);
      Trips source = new TripGenerator(7, march, march, trips);
      try (Replay replay =
          Replay.to(kafka.bootstrapServers(), source, new Pace.AsFastAsPossible())) {
        replay.run();
        assertThat(replay.recordsSent()).isEqualTo(trips);
        assertThat(replay.labelsSent()).isEqualTo(trips);
      }
      assertComplete(kafka, Replay.TRIPS, 3, trips);
      assertComplete(kafka, Replay.LABELS, 2, trips);
    }
  }

  private static void assertComplete(LocalKafka kafka, String topic, int partitions, int trips) {
    Map<Integer, Long> lastTimes = new HashMap<>();
    Map<Integer, Integer> punctuations = new HashMap<>();
    TreeSet<String> ids = new TreeSet<>();
    for (ConsumerRecord<String, String> record : consume(kafka, topic, partitions)) {
      Long last = lastTimes.put(record.partition(), record.timestamp());
      assertThat(record.timestamp()).isGreaterThanOrEqualTo(last == null ? 0 : last);
      if (record.headers().lastHeader(Replay.WATERMARK) == null) {
        assertThat(ids.add(record.key())).isTrue();
        assertThat(record.value()).startsWith(record.key() + ",");
      } else {
        assertThat(record.value()).isNull();
        punctuations.merge(record.partition(), 1, Integer::sum);
      }
    }
    assertThat(ids).hasSize(trips);
    assertThat(ids.last()).isEqualTo(TripMessages.tripId(trips - 1));
    assertThat(punctuations).hasSize(partitions);
    // A month's days, perhaps a day on which only labels came, and the last one far off.
    assertThat(punctuations.values()).allMatch(n -> n == 32 || n == 33);
  }

  private static List<ConsumerRecord<String, String>> consume(
      LocalKafka kafka, String topic, int partitions) {
    List<ConsumerRecord<String, String>> received = new ArrayList<>();
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(topic, i));
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(received::add);
      }
    }
    return received;
  }
}
