package io.millrace.transforms.inference;

import io.millrace.models.inference.serving.ModelHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Elements of one window that wait, each with those that the same model predicts. */
final class ElementBuffers<T> {
  private final ModelChoice<T> models;
  private final OpenModels opened;
  private final ElementColumns.Factory<T> columns;
  private final Map<ModelHandler, ElementBuffer<T>> buffers = new LinkedHashMap<>();
  private @Nullable ModelHandler last;
  private @Nullable ElementBuffer<T> lastBuffer;

  ElementBuffers(ModelChoice<T> models, OpenModels opened, ElementColumns.Factory<T> columns) {
    this.models = models;
    this.opened = opened;
    this.columns = columns;
  }

  /** As {@link ElementBuffer#add}; an element that has no model is a failure. */
  void add(T element, Instant timestamp, ElementBuffer.Receiver<T> out) {
    ModelHandler handler;
    try {
      handler = models.of(element);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      out.failed(new InferenceFailure<>(element, RunInference.STAGE, reason), timestamp);
      return;
    }
    of(handler).add(element, timestamp, out);
  }

  private ElementBuffer<T> of(ModelHandler handler) {
    ElementBuffer<T> buffer = lastBuffer;
    if (buffer == null || last != handler) {
      // Hashing a handler takes longer than adding an element.
      buffer =
          buffers.computeIfAbsent(
              handler, key -> new ElementBuffer<>(columns.create(), opened.get(key)));
      last = handler;
      lastBuffer = buffer;
    }
    return buffer;
  }

  /** Predicts for all that wait. */
  void flush(ElementBuffer.Receiver<T> out) {
    buffers.values().forEach(buffer -> buffer.flush(out));
  }
}
