package io.millrace.inference;

import io.millrace.transforms.inference.InferenceFailure;
import io.millrace.transforms.inference.PredictionResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.transforms.DoFn;

/** What became of each number that went through a pipeline in this process. */
final class Answers {
  private static final Map<String, Answers> BY_NAME = new ConcurrentHashMap<>();

  /** By number: version and prediction, or the stage that failed. */
  final Map<Long, String> byNumber = new ConcurrentHashMap<>();

  /** How many numbers came out more than once. */
  final AtomicLong repeated = new AtomicLong();

  /** The answers of the pipeline with this name. */
  static Answers of(String name) {
    return BY_NAME.computeIfAbsent(name, key -> new Answers());
  }

  private void put(long number, String answer) {
    if (byNumber.put(number, answer) != null) {
      repeated.incrementAndGet();
    }
  }

  /** Takes results. */
  static final class Predicted extends DoFn<PredictionResult<Long>, Void> {
    private final String name;

    Predicted(String name) {
      this.name = name;
    }

    @ProcessElement
    public void take(@Element PredictionResult<Long> result) {
      of(name).put(result.record(), result.version() + ":" + result.number("prediction"));
    }
  }

  /** Takes failures. */
  static final class Failed extends DoFn<InferenceFailure<Long>, Void> {
    private final String name;

    Failed(String name) {
      this.name = name;
    }

    @ProcessElement
    public void take(@Element InferenceFailure<Long> failure) {
      of(name).put(failure.record(), failure.stage());
    }
  }
}
