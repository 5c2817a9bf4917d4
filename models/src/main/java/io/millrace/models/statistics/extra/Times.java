package io.millrace.models.statistics.extra;

import com.google.protobuf.UnsafeByteOperations;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Finds features that are times: strings in a common date or time format, or integers that count
 * days, seconds, milli-, micro- or nanoseconds since the epoch and lie from 1990 to 2029. Wanted
 * with the semantic domains, or when the options' generators name it.
 *
 * <p>Custom statistics of a feature with at least {@code values_threshold} (100) values, a share of
 * {@code match_ratio} (0.8) or more of which are in the format that most are in: {@code
 * domain_info}, a {@code time_domain} or, for times of day, a {@code time_of_day_domain} with the
 * strptime format or the integer format's number; and {@code time_match_ratio}, that share. Of
 * formats that match equally many, the first in {@link TimeFormats} counts. A feature with other
 * types, an empty string or a string that is not UTF-8 is none.
 */
public final class Times implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "TimeStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.enableSemanticDomainStats() || options.generators().containsKey(name());
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    Settings settings = settings(options);
    return start(options).read(in, (path, data) -> new Matches(settings).read(data));
  }

  private FeatureParts<Matches> start(StatisticsOptions options) {
    Settings settings = settings(options);
    return new FeatureParts<>(
        options,
        path -> new Matches(settings),
        new RowSample(options.semanticDomainStatsSampleRate()));
  }

  private Settings settings(StatisticsOptions options) {
    Parameters parameters = Parameters.of(options, name(), "match_ratio", "values_threshold");
    return new Settings(
        parameters.number("match_ratio", 0.8, 0, 1), parameters.count("values_threshold", 100, 1));
  }

  private record Settings(double ratio, int values) {}

  private static final class Matches implements FeaturePart<Matches> {
    private static final int STRINGS = TimeFormats.PATTERNS.size();

    private final Settings settings;
    // By format: first those of strings, then those of integers.
    private final long[] matched = new long[STRINGS + TimeFormats.UNIX.size()];
    private long values;
    private boolean otherwise;

    Matches(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void add(FeatureColumn feature) {
      if (otherwise) {
        return;
      }
      if (feature.column() instanceof BytesColumn strings) {
        for (int row = 0; row < strings.rows(); row++) {
          for (int i = strings.valueStart(row); i < strings.valueEnd(row); i++) {
            add(strings.bytes(), strings.byteStart(i), strings.length(i));
          }
        }
      } else if (feature.column() instanceof IntColumn ints) {
        for (int row = 0; row < ints.rows(); row++) {
          for (int i = ints.valueStart(row); i < ints.valueEnd(row); i++) {
            add(ints.value(i));
          }
        }
      } else {
        otherwise = feature.column().validity().missing() < feature.column().rows();
      }
    }

    private void add(byte[] bytes, int from, int length) {
      values++;
      if (length == 0) {
        otherwise = true;
        return;
      }
      boolean any = false;
      for (int i = 0; i < STRINGS; i++) {
        if (TimeFormats.PATTERNS.get(i).matches(bytes, from, length)) {
          matched[i]++;
          any = true;
        }
      }
      otherwise |= !any && !UnsafeByteOperations.unsafeWrap(bytes, from, length).isValidUtf8();
    }

    private void add(long value) {
      values++;
      for (int i = 0; i < TimeFormats.UNIX.size(); i++) {
        if (TimeFormats.UNIX.get(i).matches(value)) {
          matched[STRINGS + i]++;
        }
      }
    }

    @Override
    public void merge(Matches other) {
      for (int i = 0; i < matched.length; i++) {
        matched[i] += other.matched[i];
      }
      values += other.values;
      otherwise |= other.otherwise;
    }

    @Override
    public void addTo(FeaturePath path, FeatureEntries entries) {
      int most = 0;
      for (int i = 1; i < matched.length; i++) {
        most = matched[i] > matched[most] ? i : most;
      }
      double ratio = (double) matched[most] / values;
      if (!otherwise && values >= settings.values && matched[most] > 0 && ratio >= settings.ratio) {
        entries.add(path, "domain_info", domain(most));
        entries.add(path, "time_match_ratio", ratio);
      }
    }

    private static String domain(int index) {
      if (index >= STRINGS) {
        int format = TimeFormats.UNIX.get(index - STRINGS).format().getNumber();
        return "time_domain {integer_format: %d}".formatted(format);
      }
      String format = TimeFormats.PATTERNS.get(index).format();
      String domain = TimeFormats.isTimeOfDay(format) ? "time_of_day_domain" : "time_domain";
      return "%s {string_format: '%s'}".formatted(domain, format);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      for (long count : matched) {
        out.writeLong(count);
      }
      out.writeLong(values);
      out.writeBoolean(otherwise);
    }

    Matches read(DataInput in) throws IOException {
      for (int i = 0; i < matched.length; i++) {
        matched[i] = in.readLong();
      }
      values = in.readLong();
      otherwise = in.readBoolean();
      return this;
    }
  }
}
