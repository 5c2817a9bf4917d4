package io.millrace.models.validation.skew;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.data_validation.ConfusionCount;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;
import org.tensorflow.data_validation.SkewPair;
import org.tensorflow.proto.Example;

/**
 * Compares with what TensorFlow Data Validation 1.16.1 itself found: single and several identifier
 * features, rounded floats, NaN and infinities, other types, missing and empty features, bytes that
 * are not UTF-8, and identifiers of several examples.
 *
 * <p>The golden file has two pairs of data sets. For each case, its {@code DetectFeatureSkewImpl}
 * ran on Beam's direct runner with these options and a sample that takes all pairs; its four
 * outputs stand here in protobuf's text format, sorted, and pairs name their examples by position.
 */
class TfdvSkewGoldenTest {
  private static final String GOLDEN = "/golden/skew/tfdv-1.16.1.json";

  record DataSets(String name, List<String> base, List<String> test, List<Case> cases) {}

  record Case(
      String name,
      List<String> identifiers,
      Set<String> ignored,
      @Nullable Integer floatDigits,
      boolean duplicates,
      List<String> confused,
      String matches,
      List<String> features,
      List<String> confusion,
      List<Pair> pairs) {}

  record Pair(
      int base,
      int test,
      List<String> matched,
      List<String> mismatched,
      List<String> baseOnly,
      List<String> testOnly) {}

  private final Path directory;

  TfdvSkewGoldenTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = TfdvSkewGoldenTest.class.getResourceAsStream(GOLDEN)) {
      return Stream.of(new ObjectMapper().readValue(in, DataSets[].class))
          .flatMap(
              sets ->
                  sets.cases().stream()
                      .map(one -> Arguments.of(sets.name() + " " + one.name(), sets, one)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsTheSame(String name, DataSets sets, Case golden) throws Exception {
    List<Example> base = parse(sets.base(), Example.class);
    List<Example> test = parse(sets.test(), Example.class);
    SkewOptions options =
        new SkewOptions(
            golden.identifiers(),
            golden.ignored(),
            1000,
            golden.floatDigits(),
            golden.duplicates(),
            golden.confused());
    SkewSummary summary;
    try (SkewJoin join = new SkewJoin(options, directory.resolve("waiting"), 1 << 20)) {
      for (ColumnBatch rows : batches(base)) {
        join.addBase(rows);
      }
      for (ColumnBatch rows : batches(test)) {
        join.addTest(rows);
      }
      summary = join.summary();
    }

    assertThat(summary.matches()).isEqualTo(TextFormat.parse(golden.matches(), MatchStats.class));
    assertThat(summary.features()).isEqualTo(parse(golden.features(), FeatureSkew.class));
    assertThat(summary.confusion())
        .containsExactlyInAnyOrderElementsOf(parse(golden.confusion(), ConfusionCount.class));
    assertThat(pairs(summary, base, test)).containsExactlyInAnyOrderElementsOf(golden.pairs());
  }

  private static List<Pair> pairs(SkewSummary summary, List<Example> base, List<Example> test)
      throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (SkewPair pair : summary.pairs()) {
      pairs.add(
          new Pair(
              base.indexOf(Example.parseFrom(pair.getBase())),
              test.indexOf(Example.parseFrom(pair.getTest())),
              pair.getMatchedFeaturesList(),
              pair.getMismatchedFeaturesList(),
              pair.getBaseOnlyFeaturesList(),
              pair.getTestOnlyFeaturesList()));
    }
    return pairs;
  }

  /** As few batches as can be: where a feature changes its type, the next one starts. */
  private static List<ColumnBatch> batches(List<Example> examples) throws Exception {
    List<ColumnBatch> batches = new ArrayList<>();
    ExampleDecoder decoder = new ExampleDecoder(null, examples.size(), false);
    for (Example example : examples) {
      byte[] bytes = example.toByteArray();
      if (!decoder.add(bytes, 0, bytes.length, 0, 0)) {
        batches.add(decoder.take(""));
        decoder.add(bytes, 0, bytes.length, 0, 0);
      }
    }
    batches.add(decoder.take(""));
    return batches;
  }

  private static <M extends Message> List<M> parse(List<String> texts, Class<M> type)
      throws TextFormat.ParseException {
    List<M> messages = new ArrayList<>();
    for (String text : texts) {
      messages.add(TextFormat.parse(text, type));
    }
    return messages;
  }
}
