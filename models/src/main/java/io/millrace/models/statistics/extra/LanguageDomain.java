package io.millrace.models.statistics.extra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.NaturalLanguageDomain;
import org.tensorflow.metadata.v0.SequenceValueConstraints;

/**
 * What the schema says of a feature that is text in tokens, see {@link NaturalLanguageDomain}.
 *
 * @param vocabularyFile where the tokens are, null if there is no vocabulary
 * @param excludedTexts tokens that coverage leaves out
 * @param excludedIds the same by number
 * @param unknownTexts tokens that stand for words out of the vocabulary
 * @param countedTexts tokens that are counted one by one
 * @param countedIds the same by number
 * @param unmeasuredTexts tokens that do not count for the length of a sequence
 * @param unmeasuredIds the same by number
 */
record LanguageDomain(
    @Nullable String vocabularyFile,
    Set<String> excludedTexts,
    Set<Long> excludedIds,
    Set<String> unknownTexts,
    List<String> countedTexts,
    List<Long> countedIds,
    Set<String> unmeasuredTexts,
    Set<Long> unmeasuredIds) {

  /** The feature's domain, or null if it has none that says anything of its vocabulary. */
  static @Nullable LanguageDomain of(Feature feature, Map<String, String> vocabularies) {
    NaturalLanguageDomain domain = feature.getNaturalLanguageDomain();
    var coverage = domain.getCoverage();
    if (domain.getVocabulary().isEmpty()
        && coverage.getExcludedStringTokensCount() == 0
        && coverage.getExcludedIntTokensCount() == 0
        && coverage.getOovStringTokensCount() == 0) {
      return null;
    }
    String file = vocabularies.get(domain.getVocabulary());
    if (!domain.getVocabulary().isEmpty() && file == null) {
      throw new IllegalArgumentException(
          "vocabPaths: %s (expected: with %s, the vocabulary of %s)"
              .formatted(vocabularies.keySet(), domain.getVocabulary(), feature.getName()));
    }
    List<String> texts = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (SequenceValueConstraints constraint : domain.getTokenConstraintsList()) {
      if (constraint.hasIntValue()) {
        ids.add(constraint.getIntValue());
      } else {
        texts.add(constraint.getStringValue());
      }
    }
    var lengths = domain.getSequenceLengthConstraints();
    return new LanguageDomain(
        file,
        Set.copyOf(coverage.getExcludedStringTokensList()),
        Set.copyOf(coverage.getExcludedIntTokensList()),
        Set.copyOf(coverage.getOovStringTokensList()),
        texts.stream().distinct().toList(),
        ids.stream().distinct().toList(),
        Set.copyOf(lengths.getExcludedStringValueList()),
        Set.copyOf(lengths.getExcludedIntValueList()));
  }

  /** The vocabulary, null if there is none or it is empty. */
  @Nullable Vocabulary vocabulary() {
    Vocabulary vocabulary = vocabularyFile == null ? null : Vocabulary.of(vocabularyFile);
    return vocabulary == null || vocabulary.isEmpty() ? null : vocabulary;
  }
}
