package io.millrace.models.validation.skew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.Batches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.data_validation.ConfusionCount;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;
import org.tensorflow.data_validation.SkewPair;

class SkewJoinTest {
  private static final SkewOptions BY_ID = SkewOptions.joinedOn(List.of("id"));

  // The two last have no id; 4 is in the base only, 5 in the test data only.
  private static final ColumnBatch BASE =
      Batches.of(
          List.of("id", "fare", "kind", "gone"),
          List.of(
              BytesColumn.of("1", "2", "3", "4", null, null),
              Batches.floats(1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
              BytesColumn.of("a", "a", null, "a", "a", "a"),
              Batches.ints(7L, null, null, 7L, 7L, 7L)));
  private static final ColumnBatch TEST =
      Batches.of(
          List.of("kind", "fare", "id", "new"),
          List.of(
              BytesColumn.of("a", "b", "c", "b"),
              Batches.floats(1.0, 2.004, null, 9.0),
              BytesColumn.of("1", "2", "3", "5"),
              Batches.ints(null, null, 1L, null)));

  @Test
  void comparesFeatureByFeature() throws Exception {
    SkewSummary summary = join(BY_ID, BASE, TEST);

    assertThat(summary.features())
        .containsExactly(
            feature(
                "feature_name: 'fare' base_count: 3 test_count: 2 match_count: 1 base_only: 1"
                    + " mismatch_count: 1 diff_count: 2"),
            feature("feature_name: 'gone' base_count: 1 base_only: 1 diff_count: 1"),
            feature(
                "feature_name: 'kind' base_count: 2 test_count: 3 match_count: 1 test_only: 1"
                    + " mismatch_count: 1 diff_count: 2"),
            feature("feature_name: 'new' test_count: 1 test_only: 1 diff_count: 1"));
    assertThat(summary.matches())
        .isEqualTo(
            TextFormat.parse(
                "base_with_id_count: 4 test_with_id_count: 4 identifiers_count: 5"
                    + " ids_missing_in_base_count: 1 ids_missing_in_test_count: 1"
                    + " matching_pairs_count: 3 base_missing_id_count: 2",
                MatchStats.class));
    assertThat(summary.pairs()).isEmpty();
    assertThat(summary.confusion()).isEmpty();
  }

  @Test
  void roundsFloatsIfAskedTo() throws Exception {
    FeatureSkew fare = join(BY_ID.withFloatDigits(2), BASE, TEST).features().get(0);

    assertThat(fare.getMatchCount()).isEqualTo(2);
    assertThat(fare.getMismatchCount()).isZero();
    // Half to even: 0.125 to 0.12, 0.375 to 0.38.
    assertThat(
            join(
                    BY_ID.withFloatDigits(2),
                    Batches.of("id", BytesColumn.of("1", "2"), "x", Batches.floats(0.125, 0.375)),
                    Batches.of("id", BytesColumn.of("1", "2"), "x", Batches.floats(0.12, 0.38)))
                .features())
        .containsExactly(feature("feature_name: 'x' base_count: 2 test_count: 2 match_count: 2"));
  }

  @Test
  void leavesOutWhatIsIgnored() throws Exception {
    assertThat(join(BY_ID.ignoring(Set.of("gone", "new", "kind")), BASE, TEST).features())
        .extracting(FeatureSkew::getFeatureName)
        .containsExactly("fare");
  }

  @Test
  void keepsPairsToLookAt() throws Exception {
    List<SkewPair> pairs = join(BY_ID.withSampleSize(10), BASE, TEST).pairs();

    assertThat(pairs).hasSize(3);
    SkewPair third =
        pairs.stream()
            .filter(pair -> pair.getTestOnlyFeaturesCount() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(third.getTestOnlyFeaturesList()).containsExactly("kind", "new");
    assertThat(third.getBaseOnlyFeaturesList()).containsExactly("fare");
    assertThat(FeatureBytes.features(third.getBase().toByteArray())).containsOnlyKeys("id", "fare");
    assertThat(join(BY_ID.withSampleSize(2), BASE, TEST).pairs())
        .containsExactlyElementsOf(pairs.subList(0, 2));
  }

  @Test
  void countsWhichValueMetWhich() throws Exception {
    List<ConfusionCount> counts =
        join(BY_ID.withConfusion(List.of("kind")), BASE, TEST).confusion();

    assertThat(counts)
        .extracting(
            count ->
                count.getBase().getBytesValue().toStringUtf8()
                    + " "
                    + count.getTest().getBytesValue().toStringUtf8()
                    + " "
                    + count.getCount())
        .containsExactlyInAnyOrder("a a 1", "a b 1", "__MISSING_VALUE__ c 1");
    assertThatThrownBy(() -> join(BY_ID.withConfusion(List.of("fare")), BASE, TEST))
        .hasMessage("confusion: fare has numbers (expected: strings)");
  }

  @Test
  void comparesDuplicatesOnlyIfAllowed() throws Exception {
    ColumnBatch base =
        Batches.of("id", BytesColumn.of("1", "1", "2"), "x", Batches.ints(1L, 2L, 3L));
    ColumnBatch test = Batches.of("id", BytesColumn.of("1", "2"), "x", Batches.ints(1L, 3L));

    assertThat(join(BY_ID, base, test).features())
        .containsExactly(feature("feature_name: 'x' base_count: 1 test_count: 1 match_count: 1"));
    SkewSummary all = join(BY_ID.withDuplicates(true), base, test);
    assertThat(all.features())
        .containsExactly(
            feature(
                "feature_name: 'x' base_count: 3 test_count: 3 match_count: 2 mismatch_count: 1"
                    + " diff_count: 1"));
    assertThat(all.matches().getDuplicateIdCount()).isEqualTo(1);
    assertThat(all.matches().getMatchingPairsCount()).isEqualTo(3);
  }

  @Test
  void tellsEmptyListsFromMissingOnes() throws Exception {
    ColumnBatch empty = Batches.lists("x", new double[] {});
    ColumnBatch missing = Batches.lists("x", Batches.MISSING);
    SkewSummary summary = new SkewSummary(BY_ID.withSampleSize(1));
    byte[] key = {1};
    byte[] of = SkewKeys.examples(empty).copy(0);

    summary.add(key, List.of(of), List.of(of));
    assertThat(summary.features()).containsExactly(feature("feature_name: 'x' match_count: 1"));
    summary.add(key, List.of(of), List.of(SkewKeys.examples(missing).copy(0)));
    assertThat(summary.features()).containsExactly(feature("feature_name: 'x' match_count: 1"));
    assertThat(summary.pairs()).hasSize(1);
  }

  @Test
  void mergesAndSurvivesShipping() throws Exception {
    SkewOptions options = BY_ID.withSampleSize(2).withConfusion(List.of("kind"));
    SkewSummary whole = join(options, BASE, TEST);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.writeTo(new DataOutputStream(bytes));

    SkewSummary read =
        SkewSummary.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), options);
    assertThat(read.features()).isEqualTo(whole.features());
    assertThat(read.matches()).isEqualTo(whole.matches());
    assertThat(read.confusion()).isEqualTo(whole.confusion());
    assertThat(read.pairs()).isEqualTo(whole.pairs());
    read.merge(whole);
    assertThat(read.matches().getMatchingPairsCount()).isEqualTo(6);
    assertThat(read.features().get(0).getMismatchCount()).isEqualTo(2);
    assertThat(read.confusion()).extracting(ConfusionCount::getCount).containsOnly(2L);
  }

  @Test
  void needsIdentifiers() {
    assertThatThrownBy(() -> SkewOptions.joinedOn(List.of()))
        .hasMessage("identifiers: none (expected: at least one feature)");
  }

  private static SkewSummary join(SkewOptions options, ColumnBatch base, ColumnBatch test)
      throws Exception {
    SkewJoin join = new SkewJoin(options);
    join.addBase(base);
    join.addTest(test);
    return join.summary();
  }

  private static FeatureSkew feature(String text) throws TextFormat.ParseException {
    return TextFormat.parse(text, FeatureSkew.class);
  }
}
