package io.millrace.models.drift.streams;

/** A stream of numbers, such as errors, without an end. */
public interface ValueStream {
  double next();

  /** Told when a detector saw a change in what {@link #next} gave, for streams that react. */
  default void changed() {}
}
