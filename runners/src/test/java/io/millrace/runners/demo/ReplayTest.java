package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReplayTest {

  @Test
  void recordsAndLabelsComeInTheOrderOfEventTimeWithPunctuationsBetweenDays() throws Exception {
    List<String> sent =
        replay(
            TripList.trip("2018-01-01 10:00:00", "2018-01-01 10:30:00"),
            TripList.trip("2018-01-01 10:10:00", "2018-01-01 10:20:00"),
            TripList.trip("2018-01-01 10:30:00", "2018-01-02 00:00:10"),
            TripList.trip("2018-01-03 08:00:00", "2018-01-03 08:01:00"));
    assertThat(sent)
        .containsExactly(
            "trips t0000000 2018-01-01 10:00:00",
            "trips t0000001 2018-01-01 10:10:00",
            "labels t0000001 2018-01-01 10:20:00",
            "labels t0000000 2018-01-01 10:30:00",
            "trips t0000002 2018-01-01 10:30:00",
            "watermark trips-0 2018-01-02 00:00:00",
            "watermark trips-1 2018-01-02 00:00:00",
            "watermark labels-0 2018-01-02 00:00:00",
            "labels t0000002 2018-01-02 00:00:10",
            "watermark trips-0 2018-01-03 00:00:00",
            "watermark trips-1 2018-01-03 00:00:00",
            "watermark labels-0 2018-01-03 00:00:00",
            "trips t0000003 2018-01-03 08:00:00",
            "labels t0000003 2018-01-03 08:01:00",
            "watermark trips-0 2018-01-04 00:00:00",
            "watermark trips-1 2018-01-04 00:00:00",
            "watermark labels-0 2018-01-04 00:00:00",
            "watermark trips-0 2018-02-02 08:01:00",
            "watermark trips-1 2018-02-02 08:01:00",
            "watermark labels-0 2018-02-02 08:01:00");
  }

  @Test
  void labelsWithoutATrustworthyTimeAreSentAllTheSame() throws Exception {
    List<String> sent =
        replay(
            TripList.trip("2018-01-01 10:00:00", "2018-01-01 09:00:00"),
            TripList.trip("2018-01-01 10:10:00", "2088-01-01 00:00:00"),
            TripList.trip("2018-01-01 10:20:00", "2018-01-01 10:25:00"));
    assertThat(withoutWatermarks(sent))
        .containsExactly(
            "trips t0000000 2018-01-01 10:00:00",
            "labels t0000000 2018-01-01 10:00:00",
            "trips t0000001 2018-01-01 10:10:00",
            "trips t0000002 2018-01-01 10:20:00",
            "labels t0000002 2018-01-01 10:25:00",
            "labels t0000001 2018-01-01 10:25:00");
    assertThat(sent.get(sent.size() - 1)).isEqualTo("watermark labels-0 2018-01-31 10:25:00");
  }

  @Test
  void unreadableLinesAreSentWithoutALabel() throws Exception {
    List<String> sent =
        replay(
            Trip.unreadable("first"),
            TripList.trip("2018-01-01 10:00:00", "2018-01-01 10:30:00"),
            Trip.unreadable("2018-01,1"),
            TripList.trip("soon", "2018-01-01 10:30:00"));
    assertThat(withoutWatermarks(sent))
        .containsExactly(
            "trips t0000000 2018-01-01 10:00:00",
            "trips t0000001 2018-01-01 10:00:00",
            "trips t0000002 2018-01-01 10:00:00",
            "trips t0000003 2018-01-01 10:00:00",
            "labels t0000001 2018-01-01 10:30:00");
  }

  @Test
  void noTripsMeansNothingSent() throws Exception {
    assertThat(replay()).isEmpty();
  }

  @Test
  void everythingOfADayIsSentBeforeThePaceIsAskedForTheNext() throws Exception {
    MockProducer<byte[], byte[]> producer = producer();
    List<String> asked = new ArrayList<>();
    TripList trips =
        new TripList(
            TripList.tripsAt("2018-01-01 10:00:00", "2018-01-01 23:55:00", "2018-01-03 00:00:00"));
    Pace pace =
        day -> {
          List<String> sent = texts(producer.history());
          asked.add(day + " after " + sent.size() + (producer.flushed() ? " flushed" : ""));
        };
    try (Replay replay = new Replay(producer, trips, pace)) {
      assertThat(replay.eventTime()).isNull();
      replay.run();
      assertThat(replay.recordsSent()).isEqualTo(3);
      assertThat(replay.labelsSent()).isEqualTo(3);
      assertThat(replay.eventTime()).hasToString("2018-01-03T00:10");
    }
    assertThat(asked)
        .containsExactly(
            "2018-01-01 after 0 flushed",
            "2018-01-02 after 6 flushed",
            "2018-01-03 after 10 flushed");
    assertThat(trips.closed).isTrue();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aRecordTheBrokerDoesNotTakeEndsTheReplay() throws Exception {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(
            cluster(),
            false,
            new RoundRobinPartitioner(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Pace failing =
        new Pace() {
          @Override
          public void beforeDay(LocalDate day) {}

          @Override
          public void beforeEvent(long eventMillis) {
            producer.errorNext(new IllegalStateException("disk full"));
          }
        };
    List<Trip> trips =
        TripList.tripsAt("2018-01-01 10:00:00", "2018-01-01 10:01:00", "2018-01-01 10:02:00");
    try (Replay replay = new Replay(producer, new TripList(trips), failing)) {
      assertThatThrownBy(replay::run)
          .isInstanceOf(IOException.class)
          .hasMessage("the broker did not take a record: disk full");
    }
  }

  @Test
  void anInterruptedPaceEndsTheReplay() throws Exception {
    Pace interrupted =
        day -> {
          throw new InterruptedException("stop");
        };
    List<Trip> trips = TripList.tripsAt("2018-01-01 10:00:00");
    try (Replay replay = new Replay(producer(), new TripList(trips), interrupted)) {
      assertThatThrownBy(replay::run).isInstanceOf(InterruptedException.class);
      assertThat(replay.recordsSent()).isZero();
    }
  }

  private static List<String> replay(Trip... trips) throws Exception {
    MockProducer<byte[], byte[]> producer = producer();
    try (Replay replay =
        new Replay(producer, new TripList(Arrays.asList(trips)), new Pace.AsFastAsPossible())) {
      replay.run();
      return texts(producer.history());
    }
  }

  private static List<String> withoutWatermarks(List<String> sent) {
    return sent.stream().filter(text -> !text.startsWith("watermark")).toList();
  }

  private static List<String> texts(List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            record ->
                (record.headers().lastHeader(Replay.WATERMARK) == null
                        ? record.topic() + " " + new String(record.key(), StandardCharsets.UTF_8)
                        : "watermark " + record.topic() + "-" + record.partition())
                    + " "
                    + TripTime.format(record.timestamp()))
        .toList();
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(
        cluster(),
        true,
        new RoundRobinPartitioner(),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Cluster cluster() {
    Node node = new Node(1, "localhost", 1);
    Node[] nodes = {node};
    return new Cluster(
        "cluster",
        List.of(node),
        List.of(
            new PartitionInfo(Replay.TRIPS, 0, node, nodes, nodes),
            new PartitionInfo(Replay.TRIPS, 1, node, nodes, nodes),
            new PartitionInfo(Replay.LABELS, 0, node, nodes, nodes)),
        java.util.Set.of(),
        java.util.Set.of());
  }
}
