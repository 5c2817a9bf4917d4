package io.millrace.pipelines.io;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.millrace.pipelines.messages.Message;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages, and sends each to where it goes. One that is too large for its topic goes to the
 * output's files instead: the producer would refuse it, and the job with it, again and again.
 * Messages are counted in the process, as {@code millrace_outputs}.
 */
final class MessageFn<T> extends DoFn<T, KV<byte[], byte[]>> {
  /** To the topic, by key. */
  static final TupleTag<KV<byte[], byte[]>> TO_TOPIC = new TupleTag<>() {};

  /** To files, a line each. */
  static final TupleTag<byte[]> TO_FILES = new TupleTag<>() {};

  /** What Kafka adds at most: 61 bytes to a batch, 32 to a record without headers. */
  private static final int OVERHEAD = 93;

  private static final Logger LOG = LoggerFactory.getLogger(MessageFn.class);

  /**
   * A topic, as far as messages have to fit into it.
   *
   * @param largestRequest what the producer sends at most, in bytes
   */
  record Limit(String topic, int largestRequest) implements Serializable {
    boolean admits(Message message) {
      return (long) message.key().length + message.value().length + OVERHEAD <= largestRequest;
    }
  }

  private final OutputMessages<T> messages;
  private final @Nullable Limit topic;
  private final boolean files;
  private transient Map<String, Counter> counters = new HashMap<>();
  private transient int sent;

  /**
   * @param topic null for none
   * @param files whether what goes to the topic goes to files, too
   */
  MessageFn(OutputMessages<T> messages, @Nullable Limit topic, boolean files) {
    this.messages = messages;
    this.topic = topic;
    this.files = files;
  }

  @Setup
  public void setup() {
    counters = new HashMap<>();
  }

  @ProcessElement
  public void write(@Element T element, MultiOutputReceiver out) {
    sent = 0;
    messages.writer().write(element, message -> send(message, out));
    counters.computeIfAbsent(messages.kind().apply(element), this::counter).increment(sent);
  }

  private Counter counter(String kind) {
    return Metrics.counter("millrace_outputs", "output", messages.output(), "kind", kind);
  }

  private void send(Message message, MultiOutputReceiver out) {
    sent++;
    Limit limit = topic;
    boolean fits = limit == null || limit.admits(message);
    if (limit != null && fits) {
      out.get(TO_TOPIC).output(KV.of(message.key(), message.value()));
    }
    if (files || !fits) {
      out.get(TO_FILES).output(message.value());
    }
    if (limit != null && !fits) {
      LOG.warn(
          "topic {}: a message of {} bytes went to the store instead (expected: at most {}, the"
              + " sink's max.request.size)",
          limit.topic(),
          message.value().length,
          limit.largestRequest());
    }
  }
}
