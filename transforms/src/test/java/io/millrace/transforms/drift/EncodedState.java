package io.millrace.transforms.drift;

import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;

/** The state of one key, which is written and read in bytes each time, as from a checkpoint. */
record EncodedState<T>(Map<String, byte[]> states, String key, Coder<T> coder)
    implements ValueState<T> {
  @Override
  public void write(T value) {
    try {
      states.put(key, CoderUtils.encodeToByteArray(coder, value));
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable T read() {
    byte[] state = states.get(key);
    try {
      return state == null ? null : CoderUtils.decodeFromByteArray(coder, state);
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ValueState<T> readLater() {
    return this;
  }

  @Override
  public void clear() {
    states.remove(key);
  }
}
