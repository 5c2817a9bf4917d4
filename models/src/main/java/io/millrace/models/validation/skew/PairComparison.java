package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.data_validation.ConfusionCount;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.SkewPair;

/** Compares two examples that have the same identifiers, feature by feature. */
record PairComparison(SkewOptions options) {
  private static final ByteString MISSING_VALUE = ByteString.copyFromUtf8("__MISSING_VALUE__");

  /**
   * @param pair the examples and how they differ; null if they do not
   */
  record Result(
      List<FeatureSkew> features, List<ConfusionCount> confusion, @Nullable SkewPair pair) {}

  Result compare(byte[] base, byte[] test) throws IOException {
    Map<String, ByteString> ofBase = FeatureBytes.features(base);
    Map<String, ByteString> ofTest = FeatureBytes.features(test);
    TreeSet<String> names = new TreeSet<>(ofBase.keySet());
    names.addAll(ofTest.keySet());
    List<FeatureSkew> features = new ArrayList<>();
    SkewPair.Builder pair = SkewPair.newBuilder();
    boolean differs = false;
    for (String name : names) {
      if (options.compares(name)) {
        FeatureSkew skew = compare(name, ofBase.get(name), ofTest.get(name));
        features.add(skew);
        differs |= skew.getMatchCount() == 0;
        tell(skew, pair);
      }
    }
    return new Result(
        features,
        confusion(ofBase, ofTest),
        differs
            ? pair.setBase(ByteString.copyFrom(base)).setTest(ByteString.copyFrom(test)).build()
            : null);
  }

  private FeatureSkew compare(String name, @Nullable ByteString base, @Nullable ByteString test)
      throws IOException {
    FeatureSkew.Builder skew = FeatureSkew.newBuilder().setFeatureName(name);
    boolean inBase = base != null && FeatureBytes.hasValues(base);
    boolean inTest = test != null && FeatureBytes.hasValues(test);
    skew.setBaseCount(inBase ? 1 : 0).setTestCount(inTest ? 1 : 0);
    if (inBase && inTest && base != null && test != null) {
      boolean same = comparable(base).equals(comparable(test));
      return same
          ? skew.setMatchCount(1).build()
          : skew.setMismatchCount(1).setDiffCount(1).build();
    }
    if (inBase) {
      return skew.setBaseOnly(1).setDiffCount(1).build();
    }
    if (inTest) {
      return skew.setTestOnly(1).setDiffCount(1).build();
    }
    return skew.setMatchCount(sameWithoutValues(base, test) ? 1 : 0).build();
  }

  private static boolean sameWithoutValues(@Nullable ByteString base, @Nullable ByteString test)
      throws IOException {
    if (base == null || test == null) {
      return base == null && test == null;
    }
    return FeatureBytes.lengths(base).equals(FeatureBytes.lengths(test));
  }

  private ByteString comparable(ByteString feature) throws IOException {
    Integer digits = options.floatDigits();
    return digits == null ? feature : FeatureBytes.rounded(feature, digits);
  }

  private static void tell(FeatureSkew skew, SkewPair.Builder pair) {
    if (skew.getMatchCount() == 1) {
      pair.addMatchedFeatures(skew.getFeatureName());
    } else if (skew.getBaseOnly() == 1) {
      pair.addBaseOnlyFeatures(skew.getFeatureName());
    } else if (skew.getTestOnly() == 1) {
      pair.addTestOnlyFeatures(skew.getFeatureName());
    } else if (skew.getMismatchCount() == 1) {
      pair.addMismatchedFeatures(skew.getFeatureName());
    }
  }

  private List<ConfusionCount> confusion(Map<String, ByteString> base, Map<String, ByteString> test)
      throws IOException {
    List<ConfusionCount> counts = new ArrayList<>();
    for (String name : options.confusion()) {
      counts.add(
          ConfusionCount.newBuilder()
              .setFeatureName(name)
              .setBase(value(name, base))
              .setTest(value(name, test))
              .setCount(1)
              .build());
    }
    return counts;
  }

  private static ConfusionCount.Value value(String name, Map<String, ByteString> features)
      throws IOException {
    ByteString feature = features.getOrDefault(name, ByteString.EMPTY);
    return ConfusionCount.Value.newBuilder()
        .setBytesValue(FeatureBytes.string(name, feature, MISSING_VALUE))
        .build();
  }
}
