package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ValidityTest {

  @Test
  void collectsAnyPatternOfRows() {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      boolean[] present = new boolean[random.nextInt(300)];
      int firstMissing = random.nextInt(300);
      int missing = 0;
      Validity.Builder builder = new Validity.Builder();
      for (int row = 0; row < present.length; row++) {
        present[row] = row < firstMissing || random.nextBoolean();
        missing += present[row] ? 0 : 1;
        builder.append(present[row]);
      }
      Validity validity = builder.build();
      assertThat(validity.rows()).isEqualTo(present.length);
      assertThat(validity.missing()).isEqualTo(missing);
      assertThat(validity.words() == null).isEqualTo(missing == 0);
      assertThat(shown(validity)).isEqualTo(present);
    }
  }

  @Test
  void ignoresBitsBehindTheLastRow() {
    Validity validity = Validity.of(3, new long[] {0b11101});
    assertThat(shown(validity)).isEqualTo(new boolean[] {true, false, true});
    assertThat(validity.missing()).isEqualTo(1);
    assertThat(Validity.of(2, new long[] {0b0111}).words()).isNull();
    assertThat(Validity.of(64, new long[] {-1L}).words()).isNull();
    assertThat(Validity.of(0, new long[0]).missing()).isZero();
  }

  @Test
  void selectsRowsInAnyOrder() {
    Validity validity = Validity.of(70, new long[] {~0b10L, 0b011111});
    Validity picked = validity.select(new int[] {69, 1, 0, 1, 68, 5}, 5);
    assertThat(shown(picked)).isEqualTo(new boolean[] {false, false, true, false, true});
    assertThat(picked.missing()).isEqualTo(3);
    assertThat(validity.select(new int[] {0, 2}, 2).words()).isNull();
    assertThat(Validity.allPresent(9).select(new int[] {8, 8}, 2).rows()).isEqualTo(2);
  }

  private static boolean[] shown(Validity validity) {
    boolean[] present = new boolean[validity.rows()];
    for (int row = 0; row < present.length; row++) {
      present[row] = validity.isPresent(row);
    }
    return present;
  }
}
