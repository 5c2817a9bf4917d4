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
        .extracting(version -> version.all().errors().absolute())
        .isEqualTo(new ErrorMoments(2, 6, 20));
    byte[] bytes = CoderUtils.encodeToByteArray(Quality.CODER, both);
    assertThat(CoderUtils.decodeFromByteArray(Quality.CODER, bytes)).isEqualTo(both);
  }

  @Test
  void labelsOfZeroHaveNoPercentage() {
    ErrorSums sums = new ErrorSums();
    sums.add(0.3, 0, 5);
    sums.add(0.4, -10, -15);
    assertThat(sums.toErrors().watched().count()).isEqualTo(2);
    assertThat(sums.toErrors().absolute().mean()).isEqualTo(5);
    assertThat(sums.toErrors().residual()).isEqualTo(new ErrorMoments(2, 0, 50));
    assertThat(sums.toErrors().percentage()).isEqualTo(new ErrorMoments(1, 0.5, 0.25));
  }

  private static Quality quality(long version, double error) {
    ErrorMoments moments = ErrorMoments.NONE.plus(error);
    TreeMap<Long, Quality.VersionQuality> versions = new TreeMap<>();
    versions.put(
        version, new Quality.VersionQuality(new Errors(moments, moments, moments, moments)));
    return new Quality(versions);
  }
}
