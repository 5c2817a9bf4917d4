package io.millrace.models.statistics.extra;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Compat;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Finds features that are natural language, by the length of their words: wanted with the semantic
 * domains, or when the options' generators name it.
 *
 * <p>A value matches when its first 100 characters have 3 words or more, of 2.5 to 8 characters in
 * the mean. Custom statistics of a feature that has only UTF-8 strings, at least {@code
 * values_threshold} (100) of them, a share of {@code match_ratio} (0.8) or more of which match:
 * {@code domain_info} and {@code natural_language_match_rate}. All values are looked at; {@link
 * Compat#TFDV} looks at the first 100 of each batch, so that its rate depends on the batches.
 */
public final class LanguageHeuristic implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_VALUES_OF_BATCH = 100;
  private static final int FEWEST_WORDS = 3;
  private static final double SHORTEST_MEAN = 2.5;
  private static final double LONGEST_MEAN = 8;

  @Override
  public String name() {
    return "NLDomainInferringStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.enableSemanticDomainStats() || options.generators().containsKey(name());
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    Settings settings = settings(options);
    return start(options).read(in, (path, data) -> new Matches(settings).read(data));
  }

  private FeatureParts<Matches> start(StatisticsOptions options) {
    Settings settings = settings(options);
    return new FeatureParts<>(
        options,
        path -> new Matches(settings),
        new RowSample(options.semanticDomainStatsSampleRate()));
  }

  private Settings settings(StatisticsOptions options) {
    Parameters parameters = Parameters.of(options, name(), "match_ratio", "values_threshold");
    return new Settings(
        parameters.number("match_ratio", 0.8, 0, 1),
        parameters.count("values_threshold", 100, 1),
        options.compat() == Compat.TFDV ? MOST_VALUES_OF_BATCH : Integer.MAX_VALUE);
  }

  private record Settings(double ratio, int values, int mostOfBatch) {}

  /** Whether the UTF-8 text looks like natural language. */
  static boolean matches(byte[] bytes, int from, int length) {
    int words = 0;
    int wordCharacters = 0;
    boolean inWord = false;
    int at = from;
    for (int i = 0; i < MOST_CHARACTERS && at < from + length; i++) {
      int character = Utf8.character(bytes, at);
      at += Utf8.length(bytes[at]);
      boolean space = Character.isWhitespace(character) || Character.isSpaceChar(character);
      if (!space) {
        words += inWord ? 0 : 1;
        wordCharacters++;
      }
      inWord = !space;
    }
    double mean = (double) wordCharacters / words;
    return words >= FEWEST_WORDS && mean >= SHORTEST_MEAN && mean <= LONGEST_MEAN;
  }

  private static final class Matches implements FeaturePart<Matches> {
    private final Settings settings;
    private long values;
    private long matched;
    private boolean otherType;

    Matches(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void add(FeatureColumn feature) {
      if (!(feature.column() instanceof BytesColumn strings)) {
        otherType |= feature.column().validity().missing() < feature.column().rows();
        return;
      }
      int left = settings.mostOfBatch;
      for (int row = 0; row < strings.rows() && !otherType; row++) {
        for (int i = strings.valueStart(row); i < strings.valueEnd(row) && left > 0; i++, left--) {
          add(strings.bytes(), strings.byteStart(i), strings.length(i));
        }
      }
    }

    private void add(byte[] bytes, int from, int length) {
      if (!UnsafeByteOperations.unsafeWrap(bytes, from, length).isValidUtf8()) {
        otherType = true;
        return;
      }
      values++;
      if (LanguageHeuristic.matches(bytes, from, length)) {
        matched++;
      }
    }

    @Override
    public void merge(Matches other) {
      values += other.values;
      matched += other.matched;
      otherType |= other.otherType;
    }

    @Override
    public void addTo(FeaturePath path, FeatureEntries entries) {
      double rate = (double) matched / values;
      if (!otherType && values >= settings.values && rate >= settings.ratio) {
        entries.add(path, "domain_info", "natural_language_domain {}");
        entries.add(path, "natural_language_match_rate", rate);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeLong(values);
      out.writeLong(matched);
      out.writeBoolean(otherType);
    }

    Matches read(DataInput in) throws IOException {
      values = in.readLong();
      matched = in.readLong();
      otherType = in.readBoolean();
      return this;
    }
  }
}
