package io.millrace.models.inference.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TString;

class PackedStringsTest {

  @Test
  void theFastWayWorksHere() {
    assertThat(PackedStrings.usable()).isTrue();
  }

  @Test
  void bothWaysMakeTheSameTensor() {
    Random random = new Random(5);
    @Nullable String[] strings = new String[500];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = i % 7 == 0 ? null : "ä".repeat(random.nextInt(40)) + i;
    }
    BytesColumn column = BytesColumn.of(strings);
    Shape shape = Shape.of(strings.length, 1);
    try (Tensor packed = PackedStrings.packed(column, strings.length, shape);
        Tensor copied = PackedStrings.copied(column, strings.length, shape)) {
      for (int i = 0; i < strings.length; i++) {
        String expected = strings[i] == null ? "" : strings[i];
        assertThat(text(packed, i)).isEqualTo(expected);
        assertThat(text(copied, i)).isEqualTo(expected);
      }
    }
  }

  private static String text(Tensor tensor, int row) {
    return new String(((TString) tensor).asBytes().getObject(row, 0), StandardCharsets.UTF_8);
  }
}
