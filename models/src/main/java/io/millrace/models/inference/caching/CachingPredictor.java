package io.millrace.models.inference.caching;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FeatureKeys;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a predictor only for rows whose features it was not asked for before; equal rows of a batch
 * are asked for once. Right only for models whose answer follows from these features alone: one
 * that counts, draws random numbers or reads the clock must not be cached. Thread-safe.
 */
public final class CachingPredictor implements BatchPredictor {
  private final BatchPredictor predictor;
  private final String model;
  private final long version;
  private final List<String> features;
  private final PredictionCache cache;

  /**
   * A predictor before {@code predictor}.
   *
   * @param features the columns that the answer depends on; all that the model reads. Event times
   *     need not be named: they are a part of the key where the predictor reads them
   */
  public CachingPredictor(
      BatchPredictor predictor,
      String model,
      long version,
      List<String> features,
      PredictionCache cache) {
    this.predictor = predictor;
    this.model = model;
    this.version = version;
    this.features = predictor.readsEventTimes() ? withEventTime(features) : List.copyOf(features);
    this.cache = cache;
  }

  private static List<String> withEventTime(List<String> features) {
    Set<String> all = new LinkedHashSet<>(features);
    all.add(InputTensors.EVENT_TIME);
    return List.copyOf(all);
  }

  @Override
  public Layout outputs() {
    return predictor.outputs();
  }

  @Override
  public boolean readsEventTimes() {
    return predictor.readsEventTimes();
  }

  @Override
  public Predictions predict(ColumnBatch rows) {
    FeatureKeys keys = new FeatureKeys(features);
    keys.begin(rows);
    int count = rows.rows();
    @Nullable Predictions[] known = new @Nullable Predictions[count];
    // For a row that is not known, its place among those that the model is asked for.
    int[] asked = new int[count];
    int[] toAsk = new int[count];
    Map<Unknown, Integer> unknown = new HashMap<>();
    List<Unknown> inOrder = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      long hash = keys.write(row).hash();
      byte[] key = keys.copy();
      known[row] = cache.get(model, version, key, hash);
      if (known[row] == null) {
        Unknown wanted = new Unknown(ByteBuffer.wrap(key), hash);
        Integer place = unknown.putIfAbsent(wanted, inOrder.size());
        asked[row] = place == null ? inOrder.size() : place;
        if (place == null) {
          toAsk[inOrder.size()] = row;
          inOrder.add(wanted);
        }
      }
    }
    Predictions answers = Predictions.none(outputs());
    if (!inOrder.isEmpty()) {
      boolean all = inOrder.size() == count;
      try {
        answers = predictor.predict(all ? rows : rows.select(toAsk, inOrder.size()));
      } catch (UnfitInputException e) {
        throw e.outOf(toAsk);
      }
      for (int i = 0; i < inOrder.size(); i++) {
        Unknown answered = inOrder.get(i);
        cache.put(
            model, version, answered.key.array(), answered.hash, answers.select(new int[] {i}, 1));
      }
    }
    cache.count(count - inOrder.size(), inOrder.size());
    return inOrder.size() == count ? answers : assemble(known, asked, answers);
  }

  /** The answers one behind the other, and then each row's out of them. */
  private Predictions assemble(@Nullable Predictions[] known, int[] asked, Predictions answers) {
    List<Predictions> parts = new ArrayList<>(known.length + 1);
    int[] places = new int[known.length];
    int rows = answers.rows();
    if (rows > 0) {
      parts.add(answers);
    }
    for (int row = 0; row < known.length; row++) {
      Predictions one = known[row];
      if (one == null) {
        places[row] = asked[row];
      } else {
        places[row] = rows++;
        parts.add(one);
      }
    }
    return Predictions.concat(outputs(), parts).select(places, places.length);
  }

  private record Unknown(ByteBuffer key, long hash) {
    @Override
    public int hashCode() {
      return Long.hashCode(hash);
    }
  }
}
