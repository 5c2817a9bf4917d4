package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.Batches;
import io.millrace.models.statistics.Slicing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReferenceTest {
  private static final String FILE = "assets.extra/millrace/reference";

  @Test
  void readsWhatItWrote(@TempDir Path directory) throws IOException {
    ModelReference written = reference();
    written.writeTo(directory);
    ModelReference read = ModelReference.readFrom(directory);
    assertThat(read.grid()).isEqualTo(written.grid());
    assertThat(read.error()).isEqualTo(new ErrorMoments(3, 0.75, -0.0));
    assertThat(read.slices()).isEqualTo(Map.of("genre_a", new ErrorMoments(2, 0.5, 0.25)));
    assertThat(read.counts().whole().slices())
        .containsOnlyKeys("", "genre_a", "genre_b", "genre_é");
    GridCounts counts = read.counts().whole().all();
    assertThat(counts.rows()).isEqualTo(5);
    for (int feature = 0; feature < 2; feature++) {
      assertThat(counts.counts(feature)).isEqualTo(written.counts().whole().all().counts(feature));
      assertThat(Arrays.stream(counts.counts(feature)).sum()).isEqualTo(5);
    }
  }

  @Test
  void replacesAnOlderOne(@TempDir Path directory) throws IOException {
    reference().writeTo(directory);
    ModelReference first = reference();
    ModelReference.of(first.counts().whole().all(), ErrorMoments.NONE).writeTo(directory);
    assertThat(ModelReference.readFrom(directory).error()).isEqualTo(ErrorMoments.NONE);
  }

  @Test
  void refusesWhatItDidNotWrite(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> ModelReference.readFrom(directory))
        .isInstanceOf(NoSuchFileException.class);
    reference().writeTo(directory);
    Path file = directory.resolve(FILE);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> ModelReference.readFrom(directory)).isInstanceOf(EOFException.class);
    bytes[0] = 9;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelReference.readFrom(directory))
        .isInstanceOf(IOException.class)
        .hasMessage("model reference: version 9 (expected: 3)");
  }

  @Test
  void aSliceMayHaveALongName(@TempDir Path directory) throws IOException {
    ModelReference plain = reference();
    Map<String, ErrorMoments> slices = Map.of("x".repeat(70_000), new ErrorMoments(2, 0.5, 0.25));
    new ModelReference(plain.grid(), plain.counts(), plain.error(), new TreeMap<>(slices))
        .writeTo(directory);
    assertThat(ModelReference.readFrom(directory).slices()).isEqualTo(slices);
  }

  private static ModelReference reference() {
    ColumnBatch rows =
        Batches.of(
            "prix €", Batches.floats(1.0, 2.0, null, 3.5, 1e9),
            "genre", BytesColumn.of("a", "b", "a", null, "é"));
    FeatureGrid grid = FeatureGrid.build(List.of(rows), 4, 2);
    ReferenceCounts counts = new ReferenceCounts(grid, Slicing.by("genre"), Season.NONE);
    counts.add(rows);
    return new ModelReference(
        grid,
        counts,
        new ErrorMoments(3, 0.75, -0.0),
        new TreeMap<>(Map.of("genre_a", new ErrorMoments(2, 0.5, 0.25))));
  }
}
