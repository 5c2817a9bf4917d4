package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CyclicTimeTest {

  @Test
  void timeIsHourAndWeekdayAndTheirAngles() {
    Rows rows = Rows.of("y", ValueType.FLOAT);
    rows.at(Instant.parse("1970-01-01T06:00:00Z").toEpochMilli(), 1d); // Thursday
    rows.at(Instant.parse("2018-01-01T00:05:12Z").toEpochMilli(), 1d); // Monday
    rows.at(Instant.parse("1969-12-28T23:59:59Z").toEpochMilli(), 1d); // Sunday
    EncodedRows encoded = Encoding.encode(FeatureSpec.cyclicTime(0), rows.batches());
    assertThat(encoded.ids()).containsExactly(6, 3, 0, 0, 23, 6);
    assertThat(encoded.numbers()[0]).isEqualTo(1, within(1e-6f));
    assertThat(encoded.numbers()[1]).isEqualTo(0, within(1e-6f));
    // Thursday 6:00 is 3.25 days into the week.
    assertThat(encoded.numbers()[2])
        .isEqualTo((float) Math.sin(2 * Math.PI * 3.25 / 7), within(1e-6f));
  }
}
