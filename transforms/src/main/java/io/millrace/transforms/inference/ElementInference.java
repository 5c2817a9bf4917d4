package io.millrace.transforms.inference;

import io.millrace.models.inference.BatchInference;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** What the functions that predict elements have in common, and where its outputs go. */
record ElementInference<T, R>(
    InferenceSettings settings,
    ElementColumns.Factory<T> columns,
    ProcessFunction<PredictionResult<T>, R> postprocess,
    TupleTag<R> results,
    TupleTag<InferenceFailure<T>> failures)
    implements Serializable {

  /** One of the ways in which Beam takes an output. */
  interface Emitter {
    <O> void emit(TupleTag<O> tag, O value, Instant timestamp);
  }

  BatchInference open() {
    return settings.open();
  }

  ElementBuffer<T> buffer(BatchInference inference) {
    return new ElementBuffer<>(columns.create(), inference);
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
