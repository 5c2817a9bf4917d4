package io.millrace.pipelines.io;

import io.millrace.pipelines.messages.Message;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages, and sends each to where it goes. One that is too large for its topic goes to the
 * output's files instead: the producer would refuse it, and the job with it, again and again.
 */
final class MessageFn<T> extends DoFn<T, KV<byte[], byte[]>> {
  /** To the topic, by key. */
  static final TupleTag<KV<byte[], byte[]>> TO_TOPIC = new TupleTag<>() {};

  /** To files, a line each. */
  static final TupleTag<byte[]> TO_FILES = new TupleTag<>() {};

  /** What Kafka adds at most: 61 bytes to a batch, 32 to a record without headers. */
  private static final int OVERHEAD = 93;

  private static final Logger LOG = LoggerFactory.getLogger(MessageFn.class);

  /** Writes the messages that an element is sent as. */
  interface Messages<T> extends Serializable {
    void write(T element, Consumer<Message> out);
  }

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

  private final Messages<T> messages;
  private final @Nullable Limit topic;
  private final boolean files;

  /**
   * @param topic null for none
   * @param files whether what goes to the topic goes to files, too
   */
  MessageFn(Messages<T> messages, @Nullable Limit topic, boolean files) {
    this.messages = messages;
    this.topic = topic;
    this.files = files;
  }

  @ProcessElement
  public void write(@Element T element, MultiOutputReceiver out) {
    messages.write(element, message -> send(message, out));
  }

  private void send(Message message, MultiOutputReceiver out) {
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
