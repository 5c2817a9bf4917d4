package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.Batches;
import io.millrace.models.statistics.Slicing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicedCountsTest {
  private static final FeatureGrid GRID =
      new FeatureGrid(List.of(new CategoryFeature("s", ValueType.STRING, List.of("a", "b"))));
  private static final Slicing SLICING = Slicing.by("s");

  @Test
  void aSliceMayHaveALongName() throws IOException {
    String value = "x".repeat(70_000);
    SlicedCounts counts = new SlicedCounts(GRID, SLICING);
    counts.add(Batches.of("s", BytesColumn.of("a", value, "a")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.writeTo(new DataOutputStream(bytes));
    SlicedCounts read = read(bytes);
    assertThat(read.slices()).containsOnlyKeys("", "s_a", "s_" + value);
    assertThat(read.slices().values()).extracting(GridCounts::rows).containsExactly(3L, 2L, 1L);
  }

  @Test
  void refusesAnotherForm() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(9);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("sliced counts, version: 9 (expected: 2)");
  }

  private static SlicedCounts read(ByteArrayOutputStream bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    SlicedCounts read = SlicedCounts.readFrom(new DataInputStream(in), GRID, SLICING);
    assertThat(in.available()).isZero();
    return read;
  }
}
