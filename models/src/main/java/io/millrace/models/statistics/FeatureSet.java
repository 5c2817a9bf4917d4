package io.millrace.models.statistics;

import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * The features of a data set by path, in the order they came in; in bounded memory, and merged by
 * type as {@link DatasetStatistics} says. Not thread-safe.
 */
final class FeatureSet implements FeatureTasks.Features {
  private static final long MOST_SKETCH_BYTES = 64L << 20;

  private final SchemaKinds kinds;
  private final ValuesFactory factory;
  private final Map<FeaturePath, FeatureStatistics> features = new LinkedHashMap<>();
  private long sketchBytes;
  private boolean shrunk;

  FeatureSet(StatisticsOptions options) {
    this.kinds = new SchemaKinds(options.schema());
    this.factory = new ValuesFactory(options);
  }

  Collection<FeatureStatistics> all() {
    return features.values();
  }

  @Nullable FeatureStatistics get(FeaturePath path) {
    return features.get(path);
  }

  /** The feature of this path; one without values so far takes the type of its first values. */
  @Override
  public FeatureStatistics of(FeaturePath path, FeatureShape shape) {
    FeatureStatistics feature = features.get(path);
    if (feature == null) {
      FeatureKind kind = kinds.of(path, shape.type());
      feature = new FeatureStatistics(path, shape.type(), kind, shape.level(), factory);
      features.put(path, feature);
    } else if (feature.shape().yieldsTo(shape, kinds.declared(path))) {
      become(feature, shape, kinds.of(path, shape.type()));
    }
    feature.expect(shape);
    return feature;
  }

  private void become(FeatureStatistics feature, FeatureShape shape, FeatureKind kind) {
    if (feature.type() == ValueType.STRUCT) {
      removeInside(feature.path());
    }
    feature.become(shape, kind, factory);
  }

  /** Removes what was inside a struct: they are no features any more. */
  private void removeInside(FeaturePath path) {
    features.keySet().removeIf(inside -> path.contains(inside) && !path.equals(inside));
  }

  /** Takes over a feature that is not there yet. */
  void put(FeatureStatistics feature) {
    features.put(feature.path(), feature);
  }

  /** To be told of every growth: makes all sketches small once they are too much together. */
  void keepBounded(long moreBytes) {
    sketchBytes += moreBytes;
    if (!shrunk && sketchBytes > MOST_SKETCH_BYTES) {
      shrunk = true;
      factory.shrink();
      features.values().forEach(FeatureStatistics::shrink);
    }
  }

  /** Those of the others that were counted in another way, so that they do not add up. */
  List<FeaturePath> countedOtherwise(FeatureSet other) {
    return other.features.values().stream()
        .filter(theirs -> !theirs.countsLike(features.get(theirs.path()), kinds))
        .map(FeatureStatistics::path)
        .toList();
  }

  /** Those that were counted in another way than this schema wants. */
  List<FeaturePath> measuredOtherwiseThan(@Nullable Schema schema) {
    SchemaKinds wanted = new SchemaKinds(schema);
    return features.values().stream()
        .filter(feature -> feature.kind() != wanted.of(feature.path(), feature.type()))
        .map(FeatureStatistics::path)
        .toList();
  }

  /** Adds the others, which stay as they are. */
  void merge(FeatureSet other) {
    Set<FeaturePath> left = new HashSet<>();
    for (FeatureStatistics theirs : other.features.values()) {
      if (left.stream().anyMatch(path -> path.contains(theirs.path()))) {
        continue;
      }
      FeatureStatistics own = mergeable(theirs);
      if (!own.shape().isLike(theirs.shape())) {
        left.add(theirs.path());
      }
      if (!theirs.isAbsent()) {
        long before = own.bytes();
        own.merge(theirs);
        keepBounded(own.bytes() - before);
      }
    }
  }

  /** The feature to merge another one into: of the other's type if that prevails. */
  private FeatureStatistics mergeable(FeatureStatistics theirs) {
    FeaturePath path = theirs.path();
    FeatureStatistics own = features.get(path);
    FeatureShape shape = theirs.shape();
    ValueType declared = kinds.declared(path);
    if (own != null && (own.shape().yieldsTo(shape, declared) || countsOtherwise(own, theirs))) {
      become(own, shape, theirs.kind());
    }
    if (own != null && (shape.goesWith(own.shape()) || !own.yieldsTo(theirs, declared))) {
      return own;
    }
    FeatureStatistics next =
        new FeatureStatistics(path, theirs.type(), theirs.kind(), theirs.level(), factory);
    if (own != null) {
      next.addConflicts(own);
      removeInside(path);
    }
    features.put(path, next);
    return next;
  }

  /** Whether one that is absent would count the other's rows in another way. */
  private static boolean countsOtherwise(FeatureStatistics own, FeatureStatistics theirs) {
    return own.isAbsent() && !theirs.isAbsent() && own.kind() != theirs.kind();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(shrunk);
    out.writeInt(features.size());
    for (FeatureStatistics feature : features.values()) {
      feature.writeTo(out);
    }
  }

  static FeatureSet readFrom(DataInput in, StatisticsOptions options) throws IOException {
    FeatureSet read = new FeatureSet(options);
    if (in.readBoolean()) {
      read.shrunk = true;
      read.factory.shrink();
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      FeatureStatistics feature = FeatureStatistics.readFrom(in);
      read.put(feature);
      read.keepBounded(feature.bytes());
    }
    return read;
  }
}
