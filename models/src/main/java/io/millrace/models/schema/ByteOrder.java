package io.millrace.models.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.tensorflow.metadata.v0.Path;

/** Orders strings and paths by their UTF-8 bytes, as TensorFlow Data Validation does. */
public final class ByteOrder {
  public static final Comparator<String> STRINGS =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** Step by step; a parent is before its children. */
  public static final Comparator<Path> PATHS =
      (a, b) -> {
        int common = Math.min(a.getStepCount(), b.getStepCount());
        for (int i = 0; i < common; i++) {
          int order = STRINGS.compare(a.getStep(i), b.getStep(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.getStepCount(), b.getStepCount());
      };

  private ByteOrder() {}
}
