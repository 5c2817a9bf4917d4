package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.drift.ErrorMoments;
import java.util.TreeMap;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class QualityTest {
  @Test
  void sumsAreByVersion() throws Exception {
    Quality both = quality(1, 2).plus(quality(1, 4)).plus(quality(7, 1));
    assertThat(both.versions()).containsOnlyKeys(1L, 7L);
    assertThat(both.versions().get(1L))
        .extracting(Quality.VersionQuality::absolute)
        .isEqualTo(new ErrorMoments(2, 6, 20));
    byte[] bytes = CoderUtils.encodeToByteArray(Quality.CODER, both);
    assertThat(CoderUtils.decodeFromByteArray(Quality.CODER, bytes)).isEqualTo(both);
  }

  @Test
  void labelsOfZeroHaveNoPercentage() {
    Quality.VersionQuality quality =
        Quality.VersionQuality.NONE.plus(0.3, 0, 5).plus(0.4, -10, -15);
    assertThat(quality.error().count()).isEqualTo(2);
    assertThat(quality.absolute().mean()).isEqualTo(5);
    assertThat(quality.percentage()).isEqualTo(new ErrorMoments(1, 0.5, 0.25));
  }

  private static Quality quality(long version, double error) {
    ErrorMoments moments = ErrorMoments.NONE.plus(error);
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(version, new Quality.VersionQuality(moments, moments, moments));
    return new Quality(versions);
  }
}
