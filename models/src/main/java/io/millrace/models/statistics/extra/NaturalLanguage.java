package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;

/**
 * The tokens of features that the schema says are natural language; wanted when it says so of any
 * feature, with a vocabulary, or with tokens that coverage leaves out. A row is a sequence of
 * tokens, given as strings or as their numbers in the vocabulary, whose file the options' {@code
 * vocabPaths} name.
 *
 * <p>Gives the custom statistic {@code nl_statistics}, {@link NaturalLanguageStatistics} in an Any:
 * the share of tokens that are known, their mean length in characters, histograms of that and of
 * the sequences' length, the most frequent tokens (exact up to 16,384 of them), the tokens of the
 * schema's token constraints one by one, and as reported sequences the five that are covered least
 * and the five of the shortest tokens, as Python shows lists.
 *
 * <p>A shortest sequence of length 0 is told as 0; TensorFlow Data Validation takes it for none.
 */
public final class NaturalLanguage implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "NLStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return !domains(options).isEmpty();
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options, domains(options));
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    Map<FeaturePath, LanguageDomain> domains = domains(options);
    return start(options, domains)
        .read(
            in,
            (path, data) -> {
              LanguageDomain domain = domains.get(path);
              if (domain == null) {
                throw new IOException(
                    path + ": no natural language (expected: as the schema says)");
              }
              return new LanguageCounts(domain, options).read(data);
            });
  }

  private static FeatureParts<LanguageCounts> start(
      StatisticsOptions options, Map<FeaturePath, LanguageDomain> domains) {
    return new FeatureParts<>(
        options,
        path -> {
          LanguageDomain domain = domains.get(path);
          return domain == null ? null : new LanguageCounts(domain, options);
        },
        RowSample.all());
  }

  private static Map<FeaturePath, LanguageDomain> domains(StatisticsOptions options) {
    Map<FeaturePath, LanguageDomain> domains = new TreeMap<>();
    SchemaFeatures.leaves(options.schema())
        .forEach(
            (path, feature) -> {
              LanguageDomain domain = LanguageDomain.of(feature, options.vocabPaths());
              if (feature.hasNaturalLanguageDomain() && domain != null) {
                domains.put(path, domain);
              }
            });
    return domains;
  }
}
