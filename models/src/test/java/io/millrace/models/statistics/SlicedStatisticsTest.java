package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Validity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

class SlicedStatisticsTest {
  private static final StatisticsOptions DEFAULTS = StatisticsOptions.defaults();

  /** Rows of tags [a, b], [a], none and [a, a], and of numbers 1, 2, 1 and missing. */
  private static ColumnBatch batch() {
    BytesColumn tags =
        new BytesColumn(
            "abaaa".getBytes(StandardCharsets.UTF_8),
            new int[] {0, 1, 2, 3, 4, 5},
            new int[] {0, 2, 3, 3, 5},
            Validity.of(4, new long[] {0b1011}));
    return Batches.of("tag", tags, "n", Batches.ints(1L, 2L, 1L, null));
  }

  @Test
  void putsRowsOfSeveralValuesIntoSeveralSlices() {
    SlicedStatistics statistics = of(Slicing.by("tag"));
    assertThat(statistics.toProto().getDatasetsList())
        .extracting(DatasetFeatureStatistics::getName, DatasetFeatureStatistics::getNumExamples)
        .containsExactly(
            tuple(SlicedStatistics.ALL_EXAMPLES, 4L), tuple("tag_a", 3L), tuple("tag_b", 1L));
  }

  @Test
  void slicesByOneValueOnly() {
    SliceSpec onlyA = new SliceSpec(List.of(), Map.of("tag", "a"));
    SlicedStatistics statistics = of(new Slicing(List.of(onlyA)));
    assertThat(statistics.slices().keySet())
        .containsExactly(SlicedStatistics.ALL_EXAMPLES, "tag_a");
    assertThat(statistics.slices().get("tag_a")).extracting(DatasetStatistics::rows).isEqualTo(3L);
  }

  @Test
  void slicesByCombinationsOfValues() {
    assertThat(of(new Slicing(List.of(SliceSpec.of("tag", "n")))).slices().keySet())
        .containsExactly(SlicedStatistics.ALL_EXAMPLES, "n_1_tag_a", "n_1_tag_b", "n_2_tag_a");
    SlicedStatistics values =
        of(new Slicing(List.of(new SliceSpec(List.of("tag"), Map.of("n", "1")))));
    assertThat(values.slices().keySet())
        .containsExactly(SlicedStatistics.ALL_EXAMPLES, "n_1_tag_a", "n_1_tag_b");
    assertThat(of(Slicing.by("no such")).slices().keySet())
        .containsExactly(SlicedStatistics.ALL_EXAMPLES);
  }

  @Test
  void hasARowOnceInASliceThatSeveralSpecificationsGive() {
    SliceSpec onlyA = new SliceSpec(List.of(), Map.of("tag", "a"));
    assertThat(rows(of(new Slicing(List.of(SliceSpec.of("tag"), onlyA, SliceSpec.of("tag"))))))
        .isEqualTo(Map.of(SlicedStatistics.ALL_EXAMPLES, 4L, "tag_a", 3L, "tag_b", 1L));
  }

  /** Value x_b_y of a, and the pair of x of a and y of b: rows 0 and 2, of which 2 is both. */
  @Test
  void slicesOfOneKeyAreOne() {
    BytesColumn a =
        new BytesColumn(
            "x_b_yzxx_b_y".getBytes(StandardCharsets.UTF_8),
            new int[] {0, 5, 6, 7, 12},
            new int[] {0, 1, 2, 4},
            Validity.allPresent(3));
    SlicedStatistics statistics =
        new SlicedStatistics(
            DEFAULTS.withSlicingConfig(
                new Slicing(List.of(SliceSpec.of("a", "b"), SliceSpec.of("a")))));
    statistics.add(Batches.of("a", a, "b", BytesColumn.of(null, "y", "y")));
    assertThat(rows(statistics)).containsEntry("a_x_b_y", 2L).containsEntry("a_x", 1L);
  }

  private static Map<String, Long> rows(SlicedStatistics statistics) {
    return statistics.slices().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, slice -> slice.getValue().rows()));
  }

  @Test
  void hasOneDataSetWithoutANameIfThereAreNoSlices() {
    assertThat(of(Slicing.none()).toProto().getDatasetsList())
        .singleElement()
        .extracting(DatasetFeatureStatistics::getName)
        .isEqualTo("");
  }

  @Test
  void mergesSliceBySlice() {
    SlicedStatistics whole = of(Slicing.by("tag"));
    SlicedStatistics merged = new SlicedStatistics(DEFAULTS.withSlicingConfig(Slicing.by("tag")));
    for (int row = 0; row < 4; row++) {
      SlicedStatistics one = new SlicedStatistics(DEFAULTS.withSlicingConfig(Slicing.by("tag")));
      one.add(batch().slice(row, row + 1));
      merged.merge(one);
    }
    assertThat(merged.toProto()).isEqualTo(whole.toProto());
  }

  @Test
  void isKeptBesideItsStatistics(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("FeatureStats.pb");
    SlicedStatistics statistics = of(Slicing.by("tag"));
    StatisticsFiles.writeAccumulator(file, statistics);
    assertThat(directory.resolve("FeatureStats.pb.accumulator")).exists();
    SlicedStatistics read = StatisticsFiles.readAccumulator(file);
    assertThat(read.toProto()).isEqualTo(statistics.toProto());
    read.merge(statistics);
    assertThat(read.all().rows()).isEqualTo(8);
  }

  /** A field of the schema that only a newer version knows: it has a number, but no name. */
  @Test
  void isKeptWithASchemaOfANewerVersion(@TempDir Path directory) throws IOException {
    Schema newer =
        Schema.newBuilder()
            .addFeature(
                Feature.newBuilder()
                    .setName("n")
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(
                                54321, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                            .build()))
            .build();
    Path file = directory.resolve("FeatureStats.pb");
    SlicedStatistics statistics = new SlicedStatistics(DEFAULTS.withSchema(newer));
    statistics.add(batch());
    StatisticsFiles.writeAccumulator(file, statistics);
    SlicedStatistics read = StatisticsFiles.readAccumulator(file);
    assertThat(read.options().schema()).isEqualTo(newer);
    read.merge(statistics);
    assertThat(read.all().rows()).isEqualTo(8);
  }

  @Test
  void damageIsFoundBeforeTheAccumulatorIsRead(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("FeatureStats.pb");
    StatisticsFiles.writeAccumulator(file, of(Slicing.by("tag")));
    Path accumulator = StatisticsFiles.accumulatorOf(file);
    byte[] bytes = Files.readAllBytes(accumulator);
    for (int length : new int[] {0, 3, 4, bytes.length / 2, bytes.length - 1}) {
      Files.write(accumulator, Arrays.copyOf(bytes, length));
      assertRefused(file, accumulator);
    }
    for (int i = 0; i < bytes.length; i += 97) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      Files.write(accumulator, damaged);
      assertRefused(file, accumulator);
    }
  }

  private static void assertRefused(Path file, Path accumulator) {
    assertThatThrownBy(() -> StatisticsFiles.readAccumulator(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            accumulator
                + ": damaged, cut off, or of an earlier version (expected: a whole accumulator)");
  }

  @Test
  void refusesToSliceTwiceByAFeature() {
    assertThatThrownBy(() -> new SliceSpec(List.of("a"), Map.of("a", "1")))
        .hasMessage("slice feature: a (expected: by key or by value, not both)");
    assertThatThrownBy(() -> new SliceSpec(List.of(), Map.of()))
        .hasMessage("slice: no feature (expected: >= 1)");
  }

  private static SlicedStatistics of(Slicing slicing) {
    SlicedStatistics statistics = new SlicedStatistics(DEFAULTS.withSlicingConfig(slicing));
    statistics.add(batch());
    return statistics;
  }

  private static Tuple tuple(Object... values) {
    return Assertions.tuple(values);
  }
}
