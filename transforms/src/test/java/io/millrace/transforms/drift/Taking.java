package io.millrace.transforms.drift;

import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;

/** Takes what a function gives out, at whatever time. */
record Taking<T>(Consumer<T> by) implements OutputReceiver<T> {
  @Override
  public OutputBuilder<T> builder(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void output(T value) {
    by.accept(value);
  }
}
