package io.millrace.models.statistics.extra;

import com.google.protobuf.Any;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.QuantileSketch;
import io.millrace.models.statistics.QuantilesHistogram;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;

/** The tokens of one feature, as {@link NaturalLanguage} says. */
final class LanguageCounts implements FeaturePart<LanguageCounts> {
  private static final double EPSILON = 0.01;
  private static final int MOST_TOKENS = 16_384;

  private final LanguageDomain domain;
  private final StatisticsOptions options;
  private final List<TokenCounts> texts = new ArrayList<>();
  private final List<TokenCounts> ids = new ArrayList<>();
  private final LowestSequences leastCovered = new LowestSequences();
  private final LowestSequences shortestTokens = new LowestSequences();
  private QuantileSketch tokenLengths = new QuantileSketch(EPSILON);
  private QuantileSketch sequenceLengths = new QuantileSketch(EPSILON);
  private FrequentStrings tokens = new FrequentStrings(MOST_TOKENS);
  private boolean otherType;
  private long rows;
  private long counted;
  private long covered;
  private long coveredLength;
  private long minLength = Long.MAX_VALUE;
  private long maxLength;

  LanguageCounts(LanguageDomain domain, StatisticsOptions options) {
    this.domain = domain;
    this.options = options;
    domain.countedTexts().forEach(text -> texts.add(noTokens()));
    domain.countedIds().forEach(id -> ids.add(noTokens()));
  }

  private TokenCounts noTokens() {
    return new TokenCounts(options.numHistogramBuckets());
  }

  @Override
  public void add(FeatureColumn feature) {
    Column column = feature.column();
    if (!(column instanceof BytesColumn) && !(column instanceof IntColumn)) {
      otherType |= column.validity().missing() < column.rows();
      return;
    }
    Vocabulary vocabulary = domain.vocabulary();
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        rows++;
        if (column.valueEnd(row) > column.valueStart(row)) {
          add(
              TokenRow.of(column, column.valueStart(row), column.valueEnd(row), vocabulary),
              vocabulary != null);
        }
      }
    }
  }

  private void add(TokenRow row, boolean hasVocabulary) {
    boolean[] is = new boolean[row.length()];
    for (int t = 0; t < texts.size() && (row.isText() || hasVocabulary); t++) {
      for (int i = 0; i < is.length; i++) {
        is[i] = domain.countedTexts().get(t).equals(row.texts()[i]);
      }
      texts.get(t).add(is, is.length);
    }
    for (int t = 0; t < ids.size() && (!row.isText() || hasVocabulary); t++) {
      for (int i = 0; i < is.length; i++) {
        is[i] = domain.countedIds().get(t).equals(row.ids()[i]);
      }
      ids.get(t).add(is, is.length);
    }
    int known = 0;
    long knownLength = 0;
    int length = row.length();
    for (int i = 0; i < row.length(); i++) {
      String text = row.texts()[i];
      Long id = row.ids()[i];
      if (isIn(text, domain.unmeasuredTexts())) {
        length--;
      }
      if (id != null && domain.unmeasuredIds().contains(id)) {
        length--;
      }
      boolean isKnown = text != null && !domain.unknownTexts().contains(text);
      int characters = isKnown ? Objects.requireNonNull(text).codePointCount(0, text.length()) : 0;
      known += isKnown ? 1 : 0;
      knownLength += characters;
      if (!isIn(text, domain.excludedTexts())
          && !(id != null && domain.excludedIds().contains(id))) {
        counted++;
        if (isKnown) {
          cover(Objects.requireNonNull(text), characters);
        }
      }
    }
    measure(length);
    report(row, (double) known / row.length(), known == 0 ? 0 : (double) knownLength / known);
  }

  private static boolean isIn(@Nullable String text, Set<String> set) {
    return text != null && set.contains(text);
  }

  private void cover(String text, int characters) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tokens.add(bytes, 0, bytes.length);
    tokenLengths.add(characters);
    covered++;
    coveredLength += characters;
  }

  private void measure(int length) {
    sequenceLengths.add(length);
    minLength = Math.min(minLength, length);
    maxLength = Math.max(maxLength, length);
  }

  private void report(TokenRow row, double coverage, double tokenLength) {
    if (leastCovered.takes(coverage) || shortestTokens.takes(tokenLength)) {
      String text = row.toString();
      leastCovered.add(coverage, text);
      shortestTokens.add(tokenLength, text);
    }
  }

  @Override
  public void merge(LanguageCounts other) {
    for (int i = 0; i < texts.size(); i++) {
      texts.get(i).merge(other.texts.get(i));
    }
    for (int i = 0; i < ids.size(); i++) {
      ids.get(i).merge(other.ids.get(i));
    }
    leastCovered.merge(other.leastCovered);
    shortestTokens.merge(other.shortestTokens);
    tokenLengths.merge(other.tokenLengths);
    sequenceLengths.merge(other.sequenceLengths);
    tokens.merge(other.tokens);
    otherType |= other.otherType;
    rows += other.rows;
    counted += other.counted;
    covered += other.covered;
    coveredLength += other.coveredLength;
    minLength = Math.min(minLength, other.minLength);
    maxLength = Math.max(maxLength, other.maxLength);
  }

  @Override
  public void addTo(FeaturePath path, FeatureEntries entries) {
    if (!otherType) {
      entries.add(
          path, CustomStatistic.newBuilder().setName("nl_statistics").setAny(Any.pack(toProto())));
    }
  }

  private NaturalLanguageStatistics toProto() {
    NaturalLanguageStatistics.Builder stats = NaturalLanguageStatistics.newBuilder();
    if (counted > 0) {
      stats.setFeatureCoverage((double) covered / counted);
    }
    int buckets = options.numQuantilesHistogramBuckets();
    if (covered > 0) {
      stats
          .setAvgTokenLength((double) coveredLength / covered)
          .setTokenLengthHistogram(QuantilesHistogram.of(tokenLengths.quantiles(buckets)));
    }
    if (!sequenceLengths.isEmpty()) {
      stats
          .setMinSequenceLength(minLength)
          .setMaxSequenceLength(maxLength)
          .setSequenceLengthHistogram(QuantilesHistogram.of(sequenceLengths.quantiles(buckets)));
    }
    List<FrequentStrings.Frequency> top = tokens.top(options.numRankHistogramBuckets());
    for (int rank = 0; rank < top.size(); rank++) {
      stats
          .getRankHistogramBuilder()
          .addBucketsBuilder()
          .setLowRank(rank)
          .setHighRank(rank)
          .setLabel(top.get(rank).value())
          .setSampleCount(top.get(rank).count() + tokens.error());
    }
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).isEmpty()) {
        stats.addTokenStatistics(
            texts.get(i).toProto(rows).setStringToken(domain.countedTexts().get(i)));
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      if (!ids.get(i).isEmpty()) {
        stats.addTokenStatistics(ids.get(i).toProto(rows).setIntToken(domain.countedIds().get(i)));
      }
    }
    return stats
        .addAllReportedSequences(leastCovered.sequences())
        .addAllReportedSequences(shortestTokens.sequences())
        .build();
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(otherType);
    out.writeLong(rows);
    out.writeLong(counted);
    out.writeLong(covered);
    out.writeLong(coveredLength);
    out.writeLong(minLength);
    out.writeLong(maxLength);
    for (TokenCounts text : texts) {
      text.writeTo(out);
    }
    for (TokenCounts id : ids) {
      id.writeTo(out);
    }
    leastCovered.writeTo(out);
    shortestTokens.writeTo(out);
    tokenLengths.writeTo(out);
    sequenceLengths.writeTo(out);
    tokens.writeTo(out);
  }

  LanguageCounts read(DataInput in) throws IOException {
    otherType = in.readBoolean();
    rows = in.readLong();
    counted = in.readLong();
    covered = in.readLong();
    coveredLength = in.readLong();
    minLength = in.readLong();
    maxLength = in.readLong();
    for (TokenCounts text : texts) {
      text.read(in);
    }
    for (TokenCounts id : ids) {
      id.read(in);
    }
    leastCovered.read(in);
    shortestTokens.read(in);
    tokenLengths = QuantileSketch.readFrom(in);
    sequenceLengths = QuantileSketch.readFrom(in);
    tokens = FrequentStrings.readFrom(in);
    return this;
  }
}
