package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.data_validation.ConfusionCount;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;
import org.tensorflow.data_validation.SkewPair;

/**
 * How the examples of two data sets differ, feature by feature: the results of the feature skew
 * detection of TensorFlow Data Validation, as its messages. Mergeable. Not thread-safe.
 *
 * <p>With {@code allowDuplicates} the counts are of pairs. A feature that has no values on either
 * side matches, but where one side has an empty list and the other nothing, the pair differs while
 * nothing is counted: as TFDV has it.
 */
public final class SkewSummary {
  private final SkewOptions options;
  private final PairComparison comparison;
  private final MatchStats.Builder matches = MatchStats.newBuilder();
  private final Map<String, FeatureSkew> features = new TreeMap<>();
  private final Map<ByteString, ConfusionCount> confusion =
      new TreeMap<>(ByteString.unsignedLexicographicalComparator());
  // Those with the smallest keys, so that any split of the data keeps the same.
  private final TreeMap<ByteString, SkewPair> pairs =
      new TreeMap<>(ByteString.unsignedLexicographicalComparator());

  public SkewSummary(SkewOptions options) {
    this.options = options;
    this.comparison = new PairComparison(options);
  }

  /** Counts an example that lacks an identifier feature. */
  public void addWithoutId(boolean base) {
    if (base) {
      matches.setBaseMissingIdCount(matches.getBaseMissingIdCount() + 1);
    } else {
      matches.setTestMissingIdCount(matches.getTestMissingIdCount() + 1);
    }
  }

  /**
   * Compares all serialized {@code tf.Example}s with the same identifiers.
   *
   * @param key as {@link SkewKeys} says; each is added once
   * @throws IOException if one of them cannot be read
   */
  public void add(byte[] key, SkewGroup group) throws IOException {
    long bases = group.baseCount();
    long tests = group.testCount();
    matches
        .setBaseWithIdCount(matches.getBaseWithIdCount() + bases)
        .setTestWithIdCount(matches.getTestWithIdCount() + tests)
        .setIdentifiersCount(matches.getIdentifiersCount() + 1)
        .setIdsMissingInBaseCount(matches.getIdsMissingInBaseCount() + (bases == 0 ? 1 : 0))
        .setIdsMissingInTestCount(matches.getIdsMissingInTestCount() + (tests == 0 ? 1 : 0))
        .setMatchingPairsCount(matches.getMatchingPairsCount() + bases * tests)
        .setDuplicateIdCount(matches.getDuplicateIdCount() + (group.hasDuplicates() ? 1 : 0));
    if (group.hasDuplicates() && !options.allowDuplicates()) {
      return;
    }
    int pair = 0;
    for (byte[] base : group.bases()) {
      for (byte[] test : group.tests()) {
        PairComparison.Result result = comparison.compare(base, test);
        result.features().forEach(this::addFeature);
        result.confusion().forEach(this::addConfusion);
        SkewPair skewed = result.pair();
        if (skewed != null) {
          addPair(pairKey(key, pair), skewed);
        }
        pair++;
      }
    }
  }

  private static ByteString pairKey(byte[] key, int pair) {
    byte[] number = {(byte) (pair >> 24), (byte) (pair >> 16), (byte) (pair >> 8), (byte) pair};
    return ByteString.copyFrom(key).concat(ByteString.copyFrom(number));
  }

  private void addFeature(FeatureSkew more) {
    FeatureSkew sum =
        features.getOrDefault(more.getFeatureName(), FeatureSkew.getDefaultInstance());
    features.put(
        more.getFeatureName(),
        more.toBuilder()
            .setBaseCount(sum.getBaseCount() + more.getBaseCount())
            .setTestCount(sum.getTestCount() + more.getTestCount())
            .setMatchCount(sum.getMatchCount() + more.getMatchCount())
            .setBaseOnly(sum.getBaseOnly() + more.getBaseOnly())
            .setTestOnly(sum.getTestOnly() + more.getTestOnly())
            .setMismatchCount(sum.getMismatchCount() + more.getMismatchCount())
            .setDiffCount(sum.getDiffCount() + more.getDiffCount())
            .build());
  }

  private void addConfusion(ConfusionCount more) {
    ByteString values = more.toBuilder().clearCount().build().toByteString();
    ConfusionCount sum = confusion.get(values);
    confusion.put(
        values,
        sum == null ? more : sum.toBuilder().setCount(sum.getCount() + more.getCount()).build());
  }

  private void addPair(ByteString key, SkewPair pair) {
    pairs.put(key, pair);
    if (pairs.size() > options.sampleSize()) {
      pairs.pollLastEntry();
    }
  }

  /** Adds what was found in other data, of other identifiers. */
  public void merge(SkewSummary other) {
    MatchStats more = other.matches.build();
    matches
        .setBaseWithIdCount(matches.getBaseWithIdCount() + more.getBaseWithIdCount())
        .setTestWithIdCount(matches.getTestWithIdCount() + more.getTestWithIdCount())
        .setIdentifiersCount(matches.getIdentifiersCount() + more.getIdentifiersCount())
        .setIdsMissingInBaseCount(
            matches.getIdsMissingInBaseCount() + more.getIdsMissingInBaseCount())
        .setIdsMissingInTestCount(
            matches.getIdsMissingInTestCount() + more.getIdsMissingInTestCount())
        .setMatchingPairsCount(matches.getMatchingPairsCount() + more.getMatchingPairsCount())
        .setDuplicateIdCount(matches.getDuplicateIdCount() + more.getDuplicateIdCount())
        .setBaseMissingIdCount(matches.getBaseMissingIdCount() + more.getBaseMissingIdCount())
        .setTestMissingIdCount(matches.getTestMissingIdCount() + more.getTestMissingIdCount());
    other.features.values().forEach(this::addFeature);
    other.confusion.values().forEach(this::addConfusion);
    other.pairs.forEach(this::addPair);
  }

  /** How well the data sets could be joined. */
  public MatchStats matches() {
    return matches.build();
  }

  /** The counts of every feature that is compared, by name. */
  public List<FeatureSkew> features() {
    return List.copyOf(features.values());
  }

  /** How often which value met which, of the features that are asked about. */
  public List<ConfusionCount> confusion() {
    return List.copyOf(confusion.values());
  }

  /** A sample of pairs that differ. */
  public List<SkewPair> pairs() {
    return List.copyOf(pairs.values());
  }

  public void writeTo(DataOutput out) throws IOException {
    write(matches.build().toByteArray(), out);
    out.writeInt(features.size());
    for (FeatureSkew feature : features.values()) {
      write(feature.toByteArray(), out);
    }
    out.writeInt(confusion.size());
    for (ConfusionCount count : confusion.values()) {
      write(count.toByteArray(), out);
    }
    out.writeInt(pairs.size());
    for (Map.Entry<ByteString, SkewPair> pair : pairs.entrySet()) {
      write(pair.getKey().toByteArray(), out);
      write(pair.getValue().toByteArray(), out);
    }
  }

  /** Reads what {@link #writeTo} wrote of a summary with the same options. */
  public static SkewSummary readFrom(DataInput in, SkewOptions options) throws IOException {
    SkewSummary summary = new SkewSummary(options);
    summary.matches.mergeFrom(read(in));
    for (int i = in.readInt(); i > 0; i--) {
      summary.addFeature(FeatureSkew.parseFrom(read(in)));
    }
    for (int i = in.readInt(); i > 0; i--) {
      summary.addConfusion(ConfusionCount.parseFrom(read(in)));
    }
    for (int i = in.readInt(); i > 0; i--) {
      summary.addPair(ByteString.copyFrom(read(in)), SkewPair.parseFrom(read(in)));
    }
    return summary;
  }

  private static void write(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
