package io.millrace.transforms.inference;

import io.millrace.models.inference.serving.ModelHandler;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.KV;

/** Which model predicts an element. Elements of equal handlers are predicted together. */
@FunctionalInterface
interface ModelChoice<T> extends Serializable {

  /**
   * The model for the element.
   *
   * @throws IllegalArgumentException when there is none
   */
  ModelHandler of(T element);

  /** The model that has the pair's key. */
  static <K, V> ModelChoice<KV<K, V>> byKey(Map<K, ModelHandler> models) {
    Map<K, ModelHandler> known = Map.copyOf(models);
    return pair -> {
      ModelHandler handler = pair.getKey() == null ? null : known.get(pair.getKey());
      if (handler == null) {
        throw new IllegalArgumentException(
            "key: " + pair.getKey() + " (expected: one of " + some(known) + ")");
      }
      return handler;
    };
  }

  private static String some(Map<?, ModelHandler> known) {
    int most = 10;
    TreeMap<String, ModelHandler> byName = new TreeMap<>();
    known.forEach((key, handler) -> byName.put(String.valueOf(key), handler));
    String first = String.join(", ", byName.keySet().stream().limit(most).toList());
    return byName.size() <= most ? first : first + " and " + (byName.size() - most) + " more";
  }
}
