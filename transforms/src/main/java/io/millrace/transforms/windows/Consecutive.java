package io.millrace.transforms.windows;

import io.millrace.transforms.coders.DataCoder;
import org.jspecify.annotations.Nullable;

/**
 * A window's value beside that of the window before it.
 *
 * @param previous null where there was none, or while it may still change
 */
public record Consecutive<T>(T value, @Nullable T previous) {

  /** A coder of two values of {@code coder}. */
  public static <T> DataCoder<Consecutive<T>> coder(DataCoder<T> coder) {
    return DataCoder.of(
        "Consecutive(" + coder + ")",
        (both, out) -> {
          coder.write(both.value, out);
          T previous = both.previous;
          out.writeBoolean(previous != null);
          if (previous != null) {
            coder.write(previous, out);
          }
        },
        in -> new Consecutive<>(coder.read(in), in.readBoolean() ? coder.read(in) : null));
  }
}
