package io.millrace.runners.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends trips to Kafka as if they happened now: records at pickup, labels at drop-off, in the order
 * of event time.
 *
 * <p>The key is the trip's id, the value as {@link TripMessages} writes it. The Kafka timestamp is
 * the event time and never goes back, whatever dates stand in the record. When a day is over, every
 * partition of both topics gets a punctuation: no key, no value, the header {@value #WATERMARK},
 * and as timestamp the midnight after the day; all events before it have been sent. So event time
 * passes on partitions without records, too. The last punctuation lies 30 days after the last
 * event.
 */
public final class Replay implements AutoCloseable {

  /** The topic of the records. */
  public static final String TRIPS = "trips";

  /** The topic of the labels. */
  public static final String LABELS = "labels";

  /** The header of a punctuation; its value is the timestamp in decimal. */
  public static final String WATERMARK = "millrace.watermark";

  private static final long DAY_MILLIS = 86_400_000L;

  /** Days without events are punctuated one by one up to here, and beyond it all at once. */
  private static final int LONGEST_GAP_DAYS = 400;

  private static final long LAST_PUNCTUATION_AFTER = 30 * DAY_MILLIS;

  /** A label that is due longer after the last trip than this has no date to be trusted. */
  private static final long LAST_LABEL_AFTER = 7 * DAY_MILLIS;

  private record DueLabel(long dueMillis, long index, byte[] key, byte[] value) {}

  private final Producer<byte[], byte[]> producer;
  private final Trips trips;
  private final Pace pace;
  private final PriorityQueue<DueLabel> due =
      new PriorityQueue<>(
          Comparator.comparingLong(DueLabel::dueMillis).thenComparingLong(DueLabel::index));
  private final AtomicLong recordsSent = new AtomicLong();
  private final AtomicLong labelsSent = new AtomicLong();
  private final AtomicLong eventMillis = new AtomicLong(Trip.NO_TIME);
  private long day;
  private volatile @Nullable Exception failure;

  /** Makes a replay that sends through a producer, which it closes at the end. */
  public Replay(Producer<byte[], byte[]> producer, Trips trips, Pace pace) {
    this.producer = producer;
    this.trips = trips;
    this.pace = pace;
  }

  /** Makes a replay to a broker that has the topics {@link #TRIPS} and {@link #LABELS}. */
  public static Replay to(String bootstrapServers, Trips trips, Pace pace) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            5,
            "batch.size",
            65_536);
    return new Replay(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        trips,
        pace);
  }

  /**
   * Sends everything and returns when the broker has it.
   *
   * @throws IOException if trips could not be read, or the broker did not take a record
   */
  public void run() throws IOException, InterruptedException {
    try {
      EventClock clock = new EventClock(trips);
      long index = 0;
      for (Trip trip = clock.next(); trip != null; trip = clock.next()) {
        sendLabelsUntil(clock.millis());
        sendTrip(trip, index++, clock.millis());
      }
      finish();
    } catch (InterruptException e) {
      // Kafka sets the flag again; with it set, the producer could not be closed in peace.
      Thread.interrupted();
      throw (InterruptedException)
          new InterruptedException("interrupted while sending").initCause(e);
    }
  }

  /** Returns how many records were handed to the producer, without labels and punctuations. */
  public long recordsSent() {
    return recordsSent.get();
  }

  /** Returns how many labels were handed to the producer. */
  public long labelsSent() {
    return labelsSent.get();
  }

  /** Returns how far event time has come, or null before the first event. */
  public @Nullable LocalDateTime eventTime() {
    long millis = eventMillis.get();
    return millis == Trip.NO_TIME
        ? null
        : LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
  }

  @Override
  public void close() throws IOException {
    try {
      trips.close();
    } finally {
      producer.close();
    }
  }

  private void sendTrip(Trip trip, long index, long now) throws IOException, InterruptedException {
    String id = TripMessages.tripId(index);
    byte[] key = utf8(id);
    // Without any readable time so far, the record goes with the epoch's first day.
    advance(Math.max(now, 0));
    send(TRIPS, key, utf8(TripMessages.record(id, trip)));
    recordsSent.incrementAndGet();
    String label = TripMessages.label(id, trip);
    if (label != null) {
      long known = Math.max(trip.pickupMillis(), trip.dropoffMillis());
      due.add(new DueLabel(known, index, key, utf8(label)));
    }
  }

  private void sendLabelsUntil(long millis) throws IOException, InterruptedException {
    for (DueLabel label = due.peek();
        label != null && label.dueMillis() <= millis;
        label = due.peek()) {
      due.remove();
      advance(label.dueMillis());
      send(LABELS, label.key(), label.value());
      labelsSent.incrementAndGet();
    }
  }

  private void finish() throws IOException, InterruptedException {
    long last = eventMillis.get();
    if (last == Trip.NO_TIME) {
      return;
    }
    sendLabelsUntil(last + LAST_LABEL_AFTER);
    for (DueLabel label = due.poll(); label != null; label = due.poll()) {
      send(LABELS, label.key(), label.value());
      labelsSent.incrementAndGet();
    }
    punctuate((day + 1) * DAY_MILLIS);
    punctuate(eventMillis.get() + LAST_PUNCTUATION_AFTER);
    producer.flush();
    checkSent();
  }

  /** Moves event time on, but never back, and ends the days that are over. */
  private void advance(long millis) throws IOException, InterruptedException {
    long before = eventMillis.get();
    long now = Math.max(before, millis);
    long today = Math.floorDiv(now, DAY_MILLIS);
    if (before == Trip.NO_TIME) {
      day = today;
      pace.beforeDay(LocalDate.ofEpochDay(day));
    }
    if (today - day > LONGEST_GAP_DAYS) {
      day = today - 1;
    }
    while (day < today) {
      punctuate((day + 1) * DAY_MILLIS);
      producer.flush();
      checkSent();
      day++;
      pace.beforeDay(LocalDate.ofEpochDay(day));
    }
    pace.beforeEvent(now);
    eventMillis.set(now);
  }

  private void punctuate(long millis) throws IOException {
    byte[] text = utf8(Long.toString(millis));
    for (String topic : new String[] {TRIPS, LABELS}) {
      int partitions = producer.partitionsFor(topic).size();
      for (int partition = 0; partition < partitions; partition++) {
        ProducerRecord<byte[], byte[]> punctuation =
            new ProducerRecord<>(topic, partition, millis, (byte[]) null, (byte[]) null, List.of());
        punctuation.headers().add(WATERMARK, text);
        send(punctuation);
      }
    }
  }

  private void send(String topic, byte[] key, byte[] value) throws IOException {
    send(new ProducerRecord<>(topic, null, eventMillis.get(), key, value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws IOException {
    checkSent();
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure = exception;
          }
        });
  }

  private void checkSent() throws IOException {
    Exception cause = failure;
    if (cause != null) {
      throw new IOException("the broker did not take a record: " + cause.getMessage(), cause);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
