package io.millrace.pipelines.io;

import io.millrace.pipelines.messages.Message;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * The messages of an output.
 *
 * @param output its name, as in the configuration, by which they are counted
 * @param kind which kind of it an element is, for the count too; empty where all are alike
 */
record OutputMessages<T>(String output, SerializableFunction<T, String> kind, Writer<T> writer)
    implements Serializable {

  /** Writes the messages that an element is sent as. */
  interface Writer<T> extends Serializable {
    void write(T element, Consumer<Message> out);
  }

  /** One message for each element, all of a kind. */
  static <T> OutputMessages<T> one(String output, SerializableFunction<T, Message> message) {
    return one(output, element -> "", message);
  }

  /** One message for each element. */
  static <T> OutputMessages<T> one(
      String output,
      SerializableFunction<T, String> kind,
      SerializableFunction<T, Message> message) {
    return new OutputMessages<>(output, kind, (element, out) -> out.accept(message.apply(element)));
  }
}
