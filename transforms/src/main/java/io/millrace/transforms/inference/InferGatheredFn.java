package io.millrace.transforms.inference;

import io.millrace.transforms.windows.TimestampSkew;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Predicts gathered elements together. */
final class InferGatheredFn<T, R> extends DoFn<KV<Integer, Iterable<TimestampedValue<T>>>, R> {
  private final ElementInference<T, R> elements;
  private transient @Nullable OpenModels models;

  InferGatheredFn(ElementInference<T, R> elements) {
    this.elements = elements;
  }

  @Setup
  public void setup() {
    models = elements.open();
  }

  @ProcessElement
  public void infer(
      @Element KV<Integer, Iterable<TimestampedValue<T>>> gathered, MultiOutputReceiver out) {
    if (models == null) {
      throw new IllegalStateException("inference: not set up (expected: setup before elements)");
    }
    ElementBuffer.Receiver<T> receiver =
        elements.to(
            new Emitter() {
              @Override
              public <O> void emit(TupleTag<O> tag, O value, Instant time) {
                out.get(tag).outputWithTimestamp(value, time);
              }
            });
    ElementBuffers<T> buffers = elements.buffers(models);
    for (TimestampedValue<T> element : gathered.getValue()) {
      buffers.add(element.getValue(), element.getTimestamp(), receiver);
    }
    buffers.flush(receiver);
  }

  @Teardown
  public void teardown() {
    if (models != null) {
      models.close();
      models = null;
    }
  }

  /** The elements are as old as they were before they were gathered. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return TimestampSkew.ANY;
  }
}
