package io.millrace.pipelines.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.SourcePosition;
import io.millrace.pipelines.messages.Message;
import io.millrace.pipelines.messages.RecordMessages;
import io.millrace.transforms.coders.DataCoders;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class MessageFnTest {
  private static final MessageFn.Limit ONE_MEBIBYTE = new MessageFn.Limit("letters", 1 << 20);

  @Test
  void whatIsTooLargeForTheTopicGoesToFilesWhole() {
    // As base64 it has 1,066,668 bytes.
    PCollectionTuple sent = send(800_000, false);
    none(sent.get(MessageFn.TO_TOPIC));
    PAssert.thatSingleton(sent.get(MessageFn.TO_FILES))
        .satisfies(
            line -> {
              assertThat(original(line)).isEqualTo(new byte[800_000]);
              return null;
            });
    sent.getPipeline().run();
  }

  @Test
  void whatFitsGoesToTheTopicAlone() {
    PCollectionTuple sent = send(700_000, false);
    PAssert.thatSingleton(sent.get(MessageFn.TO_TOPIC))
        .satisfies(
            message -> {
              assertThat(message.getKey()).isEqualTo("trips-0@1".getBytes(UTF_8));
              assertThat(original(message.getValue())).isEqualTo(new byte[700_000]);
              return null;
            });
    none(sent.get(MessageFn.TO_FILES));
    sent.getPipeline().run();
  }

  @Test
  void orToBoth() {
    PCollectionTuple sent = send(10, true);
    one(sent.get(MessageFn.TO_TOPIC));
    one(sent.get(MessageFn.TO_FILES));
    sent.getPipeline().run();
  }

  private static <T> void none(PCollection<T> messages) {
    PAssert.that(messages)
        .satisfies(
            all -> {
              assertThat(all).isEmpty();
              return null;
            });
  }

  private static <T> void one(PCollection<T> messages) {
    PAssert.that(messages)
        .satisfies(
            all -> {
              assertThat(all).hasSize(1);
              return null;
            });
  }

  @Test
  void theProducerSendsWhateverIsAdmitted() {
    int admitted = 0;
    for (int key : new int[] {0, 1, 100, 10_000}) {
      for (int value = ONE_MEBIBYTE.largestRequest() - key - 120; value < 1 << 20; value++) {
        Message message = new Message(new byte[key], new byte[value]);
        if (ONE_MEBIBYTE.admits(message)) {
          // What KafkaProducer compares with max.request.size.
          assertThat(
                  AbstractRecords.estimateSizeInBytesUpperBound(
                      RecordBatch.CURRENT_MAGIC_VALUE,
                      CompressionType.NONE,
                      message.key(),
                      message.value(),
                      new Header[0]))
              .isLessThanOrEqualTo(ONE_MEBIBYTE.largestRequest());
          admitted++;
        } else {
          break;
        }
      }
    }
    assertThat(admitted).isGreaterThan(4);
  }

  private static PCollectionTuple send(int bytes, boolean files) {
    DeadLetter letter =
        new DeadLetter(new byte[bytes], "decode", "zeros", 0L, new SourcePosition("trips", 0, 1));
    PCollectionTuple sent =
        Pipeline.create()
            .apply(Create.of(letter).withCoder(DataCoders.DEAD_LETTER))
            .apply(
                ParDo.of(
                        new MessageFn<>(
                            OutputMessages.one("dead_letters", RecordMessages::deadLetter),
                            ONE_MEBIBYTE,
                            files))
                    .withOutputTags(MessageFn.TO_TOPIC, TupleTagList.of(MessageFn.TO_FILES)));
    sent.get(MessageFn.TO_TOPIC).setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()));
    sent.get(MessageFn.TO_FILES).setCoder(ByteArrayCoder.of());
    return sent;
  }

  private static byte[] original(byte[] message) {
    try {
      return new ObjectMapper().readTree(message).get("original").binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
