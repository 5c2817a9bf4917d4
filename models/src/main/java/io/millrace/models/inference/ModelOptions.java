package io.millrace.models.inference;

import io.millrace.models.data.Layout;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is loaded and fed.
 *
 * @param signature the signature to call; null for {@code serving_default}, or the only one
 * @param manifestRequired whether a model without a {@link Manifest} is refused; one that is there
 *     is verified in any case
 * @param fed the columns that will be fed: a model that they do not fit is refused; null if unknown
 * @param outputs the outputs that are wanted, and the types that they must have; null for all
 * @param values for an input the value that stands for a missing one, and the one value of a scalar
 *     input, as text
 * @param nan what becomes of rows with NaN
 */
public record ModelOptions(
    @Nullable String signature,
    boolean manifestRequired,
    @Nullable Layout fed,
    @Nullable Layout outputs,
    Map<String, String> values,
    NanPolicy nan)
    implements Serializable {
  private static final ModelOptions DEFAULTS =
      new ModelOptions(null, false, null, null, Map.of(), NanPolicy.BY_GRAPH);

  public ModelOptions {
    values = Map.copyOf(values);
  }

  /** The default signature, all outputs, no expectation. */
  public static ModelOptions defaults() {
    return DEFAULTS;
  }

  public ModelOptions withSignature(@Nullable String name) {
    return new ModelOptions(name, manifestRequired, fed, outputs, values, nan);
  }

  public ModelOptions withManifestRequired(boolean required) {
    return new ModelOptions(signature, required, fed, outputs, values, nan);
  }

  /** Refuses models that these columns do not fit. */
  public ModelOptions withFed(@Nullable Layout layout) {
    return new ModelOptions(signature, manifestRequired, layout, outputs, values, nan);
  }

  /** Fetches these outputs only, in this order; refuses models that do not give them. */
  public ModelOptions withOutputs(@Nullable Layout layout) {
    return new ModelOptions(signature, manifestRequired, fed, layout, values, nan);
  }

  /**
   * Feeds {@code value} where a row has none.
   *
   * @param value a number, {@code true} or {@code false}, or a text, as the input's type is
   */
  public ModelOptions withValue(String input, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(input, value);
    return new ModelOptions(signature, manifestRequired, fed, outputs, more, nan);
  }

  public ModelOptions withNan(NanPolicy policy) {
    return new ModelOptions(signature, manifestRequired, fed, outputs, values, policy);
  }
}
