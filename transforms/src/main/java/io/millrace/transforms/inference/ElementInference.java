package io.millrace.transforms.inference;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** What the functions that predict elements have in common, and where its outputs go. */
record ElementInference<T, R>(
    ModelChoice<T> models,
    InferenceSettings settings,
    ElementColumns.Factory<T> columns,
    ProcessFunction<PredictionResult<T>, R> postprocess,
    TupleTag<R> results,
    TupleTag<InferenceFailure<T>> failures)
    implements Serializable {

  OpenModels open() {
    return new OpenModels(settings);
  }

  /** Buffers for the elements of one window. */
  ElementBuffers<T> buffers(OpenModels opened) {
    return new ElementBuffers<>(models, opened, columns);
  }

  /** Gives results to what comes after the inference, and what that gives to the emitter. */
  ElementBuffer.Receiver<T> to(Emitter emitter) {
    return new ElementBuffer.Receiver<>() {
      @Override
      public void predicted(PredictionResult<T> result, Instant timestamp) {
        R value;
        try {
          value = postprocess.apply(result);
        } catch (Exception e) {
          failed(
              new InferenceFailure<>(result.record(), "postprocess", String.valueOf(e)), timestamp);
          return;
        }
        emitter.emit(results, value, timestamp);
      }

      @Override
      public void failed(InferenceFailure<T> failure, Instant timestamp) {
        emitter.emit(failures, failure, timestamp);
      }
    };
  }
}
