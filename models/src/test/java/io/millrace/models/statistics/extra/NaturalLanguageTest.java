package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Column;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics.TokenStatistics;
import org.tensorflow.metadata.v0.Schema;

class NaturalLanguageTest {
  private final Path directory;

  NaturalLanguageTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private final NaturalLanguage kind = new NaturalLanguage();

  /** Of 7 tokens that are not padding 5 are known, of 3 characters each. */
  @Test
  void countsTheTokensOfStrings() throws IOException {
    NaturalLanguageStatistics found =
        statistics(
            options(
                """
                coverage { excluded_string_tokens: '[PAD]' oov_string_tokens: 'UNK' }
                token_constraints { string_value: 'the' }
                sequence_length_constraints { excluded_string_value: '[PAD]' }
                """),
            strings(
                List.of("the", "cat", "UNK", "[PAD]"),
                List.of("the", "the", "dog"),
                List.of(),
                null,
                "UNK"));

    assertThat(found.getFeatureCoverage()).isEqualTo(5 / 7.0);
    assertThat(found.getAvgTokenLength()).isEqualTo(3);
    assertThat(found.getTokenLengthHistogram().getBuckets(0).getLowValue()).isEqualTo(3);
    assertThat(found.getMinSequenceLength()).isEqualTo(1);
    assertThat(found.getMaxSequenceLength()).isEqualTo(3);
    assertThat(found.getSequenceLengthHistogram().getBucketsCount()).isEqualTo(10);
    assertThat(Extras.labels(found.getRankHistogram()))
        .containsExactly(Map.entry("the", 3.0), Map.entry("dog", 1.0), Map.entry("cat", 1.0));
    TokenStatistics the = found.getTokenStatistics(0);
    assertThat(the.getStringToken()).isEqualTo("the");
    assertThat(the.getFrequency()).isEqualTo(3);
    assertThat(the.getFractionOfSequences()).isEqualTo(0.5);
    assertThat(the.getPerSequenceMinFrequency()).isZero();
    assertThat(the.getPerSequenceMaxFrequency()).isEqualTo(2);
    assertThat(the.getPerSequenceAvgFrequency()).isEqualTo(1.5);
    // Places 0 of 4, 0 of 3 and 1 of 3.
    assertThat(the.getPositions().getBucketsList())
        .extracting(bucket -> bucket.getLowValue() + ": " + bucket.getSampleCount())
        .containsExactly("0.0: 2.0", "0.3: 1.0");
    // Covered are 0, 3/4, 1; their tokens have 0, 11/3 and 3 characters.
    assertThat(found.getReportedSequencesList())
        .containsExactly(
            "['UNK']",
            "['the', 'cat', 'UNK', '[PAD]']",
            "['the', 'the', 'dog']",
            "['UNK']",
            "['the', 'the', 'dog']",
            "['the', 'cat', 'UNK', '[PAD]']");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocabulary.txt", "vocabulary.tfrecord.gz"})
  void findsTheTokensOfNumbersInTheVocabulary(String name) throws IOException {
    Path file = directory.resolve(name);
    if (name.endsWith(".txt")) {
      Files.writeString(file, "a\n bb \nccc\n");
    } else {
      Files.write(file, records("a", "bb", "ccc"));
    }
    NaturalLanguageStatistics found =
        statistics(
            options("vocabulary: 'words' token_constraints { int_value: 2 }")
                .withVocabPaths(Map.of("words", file.toString())),
            ints(List.of(0, 2, 7), List.of(1, 1)));

    assertThat(found.getFeatureCoverage()).isEqualTo(4 / 5.0);
    assertThat(found.getAvgTokenLength()).isEqualTo(2);
    assertThat(Extras.labels(found.getRankHistogram()))
        .containsExactly(Map.entry("bb", 2.0), Map.entry("ccc", 1.0), Map.entry("a", 1.0));
    assertThat(found.getTokenStatistics(0).getIntToken()).isEqualTo(2);
    assertThat(found.getTokenStatistics(0).getFrequency()).isEqualTo(1);
    assertThat(found.getReportedSequences(0)).isEqualTo("['a', 'ccc', 7]");
  }

  @Test
  void saysWhichVocabularyIsMissing() throws IOException {
    StatisticsOptions options = options("vocabulary: 'words'");
    assertThatThrownBy(() -> kind.create(options))
        .hasMessage("vocabPaths: [] (expected: with words, the vocabulary of text)");
  }

  @Test
  void isWantedForADomainThatSaysWhatIsKnown() throws IOException {
    assertThat(kind.isWanted(StatisticsOptions.defaults())).isFalse();
    assertThat(kind.isWanted(options(""))).isFalse();
    assertThat(kind.isWanted(options("coverage { oov_string_tokens: 'UNK' }"))).isTrue();
  }

  private NaturalLanguageStatistics statistics(StatisticsOptions options, Column column)
      throws IOException {
    return Extras.of(kind, options, new Table().with("text", column).batch())
        .getFeatures(0)
        .getCustomStats(0)
        .getAny()
        .unpack(NaturalLanguageStatistics.class);
  }

  private static StatisticsOptions options(String domain) throws IOException {
    return StatisticsOptions.defaults()
        .withSchema(
            TextFormat.parse(
                "feature { name: 'text' type: BYTES natural_language_domain { " + domain + " } }",
                Schema.class));
  }

  /** TFRecords with checksums of zeros, which gzip's makes up for. */
  private static byte[] records(String... tokens) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (String token : tokens) {
        byte[] text = token.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        out.write(record.putLong(text.length).putInt(0).put(text).putInt(0).array());
      }
    }
    return bytes.toByteArray();
  }
}
