package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.Compat;
import io.millrace.models.statistics.StatisticsOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.ImageDomain;
import org.tensorflow.metadata.v0.Schema;

class ImagesTest {
  private static final StatisticsOptions SEMANTIC =
      StatisticsOptions.defaults().withEnableSemanticDomainStats(true);

  private final Images kind = new Images();

  @Test
  void findsAFeatureThatIsMostlyImages() throws IOException {
    DatasetFeatureStatistics found = Extras.of(kind, SEMANTIC, table(80, 20).batch());

    assertThat(Extras.custom(found, "image"))
        .containsExactly(
            Map.entry("domain_info", "image_domain {}"),
            Map.entry("image_format_histogram", Map.of("UNKNOWN", 20.0, "png", 80.0)));
  }

  @Test
  void fewerThanAHundredValuesOrFourInFiveAreNotEnough() throws IOException {
    assertThat(Extras.of(kind, SEMANTIC, table(99, 0).batch()).getFeaturesList()).isEmpty();
    assertThat(Extras.of(kind, SEMANTIC, table(79, 21).batch()).getFeaturesList()).isEmpty();
  }

  @Test
  void aFeatureOfAnotherTypeIsNone() throws IOException {
    Table numbers = new Table().with("image", ints(1));
    assertThat(Extras.of(kind, SEMANTIC, table(100, 0).batch(), numbers.batch()).getFeaturesList())
        .isEmpty();
  }

  @Test
  void aDeclaredImageHasItsHistogramHoweverFewImagesThereAre() throws IOException {
    Schema schema =
        Schema.newBuilder()
            .addFeature(
                Feature.newBuilder()
                    .setName("image")
                    .setImageDomain(ImageDomain.getDefaultInstance()))
            .build();
    StatisticsOptions options = StatisticsOptions.defaults().withSchema(schema);

    assertThat(kind.isWanted(options)).isTrue();
    assertThat(Extras.custom(Extras.of(kind, options, table(1, 3).batch()), "image"))
        .containsExactly(Map.entry("image_format_histogram", Map.of("UNKNOWN", 3.0, "png", 1.0)));
    assertThat(kind.isWanted(options.withCompat(Compat.TFDV))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void readsTheSizeFromTheHeader(String format) throws IOException {
    StatisticsOptions options =
        Extras.generator(kind.name(), Map.of("values_threshold", "1", "enable_size_stats", "true"));
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options,
            new Table()
                .with("image", strings(image(format, 31, 7), image(format, 300, 2)))
                .batch());

    assertThat(Extras.custom(found, "image"))
        .containsEntry("image_format_histogram", Map.of(format.replace("jpg", "jpeg"), 2.0))
        .containsEntry("image_max_width", 300.0)
        .containsEntry("image_max_height", 7.0);
  }

  @Test
  void anImageThatIsCutShortHasNoSize() throws IOException {
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      byte[] whole = image(format, 5, 5);
      for (int length = 8; length < 26; length++) {
        byte[] cut = Arrays.copyOf(whole, Math.min(length, whole.length));
        ImageFormat found = Objects.requireNonNull(ImageFormat.of(cut, 0, cut.length));
        assertThat(found.size(cut, 0, cut.length)).isIn(0L, (5L << 32) | 5);
      }
    }
  }

  private static Table table(int images, int others) throws IOException {
    Object[] rows = new Object[images + others];
    Arrays.fill(rows, "not an image");
    Arrays.fill(rows, 0, images, image("png", 3, 2));
    return new Table().with("image", strings(rows));
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
