package io.millrace.transforms.inference;

import io.millrace.transforms.windows.TimestampSkew;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Predicts the elements of a bundle together, each window's by themselves. */
final class InferInBundlesFn<T, R> extends DoFn<T, R> {
  private final ElementInference<T, R> elements;
  private transient @Nullable OpenModels models;
  private transient Map<BoundedWindow, ElementBuffers<T>> buffers = new LinkedHashMap<>();

  InferInBundlesFn(ElementInference<T, R> elements) {
    this.elements = elements;
  }

  @Setup
  public void setup() {
    models = elements.open();
  }

  @StartBundle
  public void start() {
    buffers = new LinkedHashMap<>();
  }

  @ProcessElement
  public void infer(
      @Element T element,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      MultiOutputReceiver out) {
    if (models == null) {
      throw new IllegalStateException("inference: not set up (expected: setup before elements)");
    }
    OpenModels opened = models;
    ElementBuffer.Receiver<T> receiver =
        elements.to(
            new Emitter() {
              @Override
              public <O> void emit(TupleTag<O> tag, O value, Instant time) {
                out.get(tag).outputWithTimestamp(value, time);
              }
            });
    buffers
        .computeIfAbsent(window, key -> elements.buffers(opened))
        .add(element, timestamp, receiver);
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    for (Map.Entry<BoundedWindow, ElementBuffers<T>> buffer : buffers.entrySet()) {
      ElementBuffer.Receiver<T> receiver =
          elements.to(
              new Emitter() {
                @Override
                public <O> void emit(TupleTag<O> tag, O value, Instant time) {
                  context.output(tag, value, time, buffer.getKey());
                }
              });
      buffer.getValue().flush(receiver);
    }
  }

  @Teardown
  public void teardown() {
    if (models != null) {
      models.close();
      models = null;
    }
  }

  /** A batch's earlier elements go out when a later one completes it. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return TimestampSkew.ANY;
  }
}
