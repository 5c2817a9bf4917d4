package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("vendor_id", "pickup_location_id", "dropoff_location_id", "trip_distance", "extra");

  @Test
  void findsWordsWithFewLettersWrong() {
    assertThat(Spelling.nearest("vendorid", KNOWN)).containsExactly("vendor_id");
    assertThat(Spelling.nearest("trip_distnace", KNOWN)).containsExactly("trip_distance");
    assertThat(Spelling.nearest("pickof_location_id", KNOWN))
        .containsExactly("pickup_location_id", "dropoff_location_id");
    assertThat(Spelling.nearest("fare_amount", KNOWN)).isEmpty();
  }

  @Test
  void countsASwapOfNeighboursOnce() {
    assertThat(Spelling.distance("ab", "ba")).isEqualTo(1);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
  }
}
