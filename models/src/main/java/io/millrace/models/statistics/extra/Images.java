package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Compat;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.RankHistogram;

/**
 * Finds features that are encoded images, by the first bytes of their values: wanted with the
 * semantic domains, or when the options' generators name it; features with an {@code image_domain}
 * in the schema are always looked at.
 *
 * <p>Custom statistics of a feature that has only strings, at least {@code values_threshold} (100)
 * of them, a share of {@code is_image_ratio_threshold} (0.8) or more images: {@code domain_info};
 * {@code image_format_histogram}, a rank histogram of values by format, {@code UNKNOWN} among them;
 * with {@code enable_size_stats} also {@code image_max_width} and {@code image_max_height} in
 * pixels, as the headers say. A feature with an image domain in the schema has the histogram at any
 * share and number, so that the share can be validated; {@link Compat#TFDV} does not do that.
 */
public final class Images implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "ImageStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return looksAtAll(options) || looksAtDeclared(options);
  }

  private boolean looksAtAll(StatisticsOptions options) {
    return options.enableSemanticDomainStats() || options.generators().containsKey(name());
  }

  private static boolean looksAtDeclared(StatisticsOptions options) {
    return options.compat() != Compat.TFDV
        && SchemaFeatures.leaves(options.schema()).values().stream()
            .anyMatch(Feature::hasImageDomain);
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    Settings settings = settings(options);
    return start(options).read(in, (path, data) -> new Formats(settings).read(data));
  }

  private FeatureParts<Formats> start(StatisticsOptions options) {
    Settings settings = settings(options);
    boolean all = looksAtAll(options);
    return new FeatureParts<>(
        options,
        path -> all || settings.isDeclared(path) ? new Formats(settings) : null,
        new RowSample(all ? options.semanticDomainStatsSampleRate() : 1));
  }

  private Settings settings(StatisticsOptions options) {
    Parameters parameters =
        Parameters.of(
            options, name(), "is_image_ratio_threshold", "values_threshold", "enable_size_stats");
    return new Settings(
        parameters.number("is_image_ratio_threshold", 0.8, 0, 1),
        parameters.count("values_threshold", 100, 1),
        parameters.flag("enable_size_stats"),
        looksAtDeclared(options) ? SchemaFeatures.leaves(options.schema()) : Map.of());
  }

  private record Settings(
      double ratio, int values, boolean sizes, Map<FeaturePath, Feature> schema) {

    boolean isDeclared(FeaturePath path) {
      Feature feature = schema.get(path);
      return feature != null && feature.hasImageDomain();
    }
  }

  private static final class Formats implements FeaturePart<Formats> {
    private final Settings settings;
    private final long[] counts = new long[ImageFormat.values().length];
    private long unknown;
    private long maxWidth;
    private long maxHeight;
    private boolean otherType;

    Formats(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void add(FeatureColumn feature) {
      if (!(feature.column() instanceof BytesColumn strings)) {
        otherType |= feature.column().validity().missing() < feature.column().rows();
        return;
      }
      for (int row = 0; row < strings.rows(); row++) {
        for (int i = strings.valueStart(row); i < strings.valueEnd(row); i++) {
          add(strings.bytes(), strings.byteStart(i), strings.length(i));
        }
      }
    }

    private void add(byte[] bytes, int from, int length) {
      ImageFormat format = ImageFormat.of(bytes, from, length);
      if (format == null) {
        unknown++;
        return;
      }
      counts[format.ordinal()]++;
      if (settings.sizes) {
        long size = format.size(bytes, from, length);
        maxWidth = Math.max(maxWidth, size >>> 32);
        maxHeight = Math.max(maxHeight, size & 0xffffffffL);
      }
    }

    @Override
    public void merge(Formats other) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
      }
      unknown += other.unknown;
      maxWidth = Math.max(maxWidth, other.maxWidth);
      maxHeight = Math.max(maxHeight, other.maxHeight);
      otherType |= other.otherType;
    }

    @Override
    public void addTo(FeaturePath path, FeatureEntries entries) {
      long images = 0;
      for (long count : counts) {
        images += count;
      }
      long values = images + unknown;
      boolean found = values >= settings.values && (double) images / values >= settings.ratio;
      boolean declared = settings.isDeclared(path) && values > 0;
      if (otherType || !(found || declared)) {
        return;
      }
      if (found) {
        entries.add(path, "domain_info", "image_domain {}");
      }
      entries.add(path, "image_format_histogram", histogram());
      if (settings.sizes) {
        entries.add(path, "image_max_width", maxWidth);
        entries.add(path, "image_max_height", maxHeight);
      }
    }

    /** By name, as TensorFlow Data Validation has it: what is unknown comes first. */
    private RankHistogram.Builder histogram() {
      RankHistogram.Builder histogram = RankHistogram.newBuilder();
      if (unknown > 0) {
        histogram.addBucketsBuilder().setLabel("UNKNOWN").setSampleCount(unknown);
      }
      for (ImageFormat format : ImageFormat.values()) {
        long count = counts[format.ordinal()];
        if (count > 0) {
          histogram.addBucketsBuilder().setLabel(format.label()).setSampleCount(count);
        }
      }
      return histogram;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      for (long count : counts) {
        out.writeLong(count);
      }
      out.writeLong(unknown);
      out.writeLong(maxWidth);
      out.writeLong(maxHeight);
      out.writeBoolean(otherType);
    }

    Formats read(DataInput in) throws IOException {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = in.readLong();
      }
      unknown = in.readLong();
      maxWidth = in.readLong();
      maxHeight = in.readLong();
      otherType = in.readBoolean();
      return this;
    }
  }
}
