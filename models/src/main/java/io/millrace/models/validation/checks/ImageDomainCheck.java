package io.millrace.models.validation.checks;

import java.util.Locale;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.ImageDomain;
import org.tensorflow.metadata.v0.RankHistogram;

/** Finds values that are no images that can be read, or too large. Fix: allows them. */
final class ImageDomainCheck implements FeatureCheck {
  private static final String UNKNOWN_FORMAT = "UNKNOWN";

  @Override
  public void check(CheckedFeature checked, Findings findings) {
    ImageDomain.Builder domain = checked.feature().getImageDomainBuilder();
    CustomStatistic formats = checked.observed().custom("image_format_histogram");
    if (domain.hasMinimumSupportedImageFraction() && formats != null) {
      checkFormats(formats.getRankHistogram(), domain, findings);
    }
    long size = checked.observed().stats().getBytesStats().getMaxNumBytesInt();
    if (domain.hasMaxImageByteSize() && size > domain.getMaxImageByteSize()) {
      findings.add(
          AnomalyInfo.Type.MAX_IMAGE_BYTE_SIZE_EXCEEDED,
          "Num bytes exceeds the max byte size.",
          "The largest image has bytes: "
              + size
              + ". The max allowed byte size is: "
              + domain.getMaxImageByteSize()
              + ".");
      domain.setMaxImageByteSize(size);
    }
  }

  private static void checkFormats(
      RankHistogram formats, ImageDomain.Builder domain, Findings findings) {
    float supported = 0;
    float unsupported = 0;
    for (RankHistogram.Bucket format : formats.getBucketsList()) {
      if (format.getLabel().equals(UNKNOWN_FORMAT)) {
        unsupported += (float) format.getSampleCount();
      } else {
        supported += (float) format.getSampleCount();
      }
    }
    float fraction = supported / (supported + unsupported);
    if (fraction < domain.getMinimumSupportedImageFraction()) {
      findings.add(
          AnomalyInfo.Type.LOW_SUPPORTED_IMAGE_FRACTION,
          "Low supported image fraction",
          String.format(
              Locale.ROOT,
              "Fraction of values containing TensorFlow supported images: %f is lower than the"
                  + " threshold set in the Schema: %f.",
              fraction,
              domain.getMinimumSupportedImageFraction()));
      domain.setMinimumSupportedImageFraction(fraction);
    }
  }
}
