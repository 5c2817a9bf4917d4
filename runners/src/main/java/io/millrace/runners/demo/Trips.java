package io.millrace.runners.demo;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Trips one after another, roughly in the order of their pickups. */
public interface Trips extends AutoCloseable {

  /** Returns the next trip, or null after the last one. */
  @Nullable Trip next() throws IOException;

  @Override
  void close() throws IOException;
}
