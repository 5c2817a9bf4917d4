package io.millrace.models.drift.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.AlarmRules;
import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.Season;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.statistics.Slicing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowCountsTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final Slicing BY_CITY = Slicing.by("city");

  /** A row an hour from the epoch on: the value is the hour of the day, the city one of two. */
  private static ColumnBatch hours(int from, int to) {
    int rows = to - from;
    double[] values = new double[rows];
    String[] cities = new String[rows];
    long[] times = new long[rows];
    long[] offsets = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = (from + i) % 24;
      cities[i] = (from + i) % 3 == 0 ? "a" : "b";
      times[i] = (from + i) * HOUR;
      offsets[i] = from + i;
    }
    List<Column> columns = List.of(FloatColumn.of(values), BytesColumn.of(cities));
    return new ColumnBatch(
        Layout.of(
            new Layout.Field("value", ValueType.FLOAT), new Layout.Field("city", ValueType.STRING)),
        columns,
        times,
        null,
        new SourcePositions("hours", new int[rows], offsets),
        null);
  }

  private static final FeatureGrid GRID = FeatureGrid.build(List.of(hours(0, 240)), 12, 5);

  @Test
  void countsEachWindowWhateverTheOrder() {
    WindowCounts whole = new WindowCounts(GRID, BY_CITY, Period.DAY);
    whole.add(hours(0, 100));
    WindowCounts parts = new WindowCounts(GRID, BY_CITY, Period.DAY);
    WindowCounts late = new WindowCounts(GRID, BY_CITY, Period.DAY);
    parts.add(hours(70, 100));
    late.add(hours(0, 30));
    parts.add(hours(30, 70));
    parts.merge(late);
    assertThat(parts.windows()).containsOnlyKeys(0L, DAY, 2 * DAY, 3 * DAY, 4 * DAY);
    whole
        .windows()
        .forEach(
            (start, counts) -> {
              SlicedCounts other = window(parts, start);
              assertThat(other.slices()).containsOnlyKeys("", "city_a", "city_b");
              counts.slices().forEach((slice, of) -> assertSame(other.slices().get(slice), of));
            });
    assertThat(Objects.requireNonNull(window(whole, 0).slices().get("city_a")).rows()).isEqualTo(8);
    assertThat(window(whole, 4 * DAY).all().rows()).isEqualTo(4);
  }

  private static SlicedCounts window(WindowCounts counts, long start) {
    return Objects.requireNonNull(counts.windows().get(start));
  }

  @Test
  void comparesWithTheSameSeasonWhereThereIsEnoughOfIt() {
    ReferenceCounts reference = new ReferenceCounts(GRID, BY_CITY, Season.HOUR_OF_DAY);
    reference.add(hours(0, 100));
    ReferenceCounts more = reference.empty();
    more.add(hours(100, 240));
    reference.merge(more);
    Duration hour = Duration.ofHours(1);
    GridCounts noon = reference.of("", 1000 * DAY + 12 * HOUR, hour, 10);
    assertThat(noon).isNotNull();
    assertThat(noon == null ? 0 : noon.rows()).isEqualTo(10);
    assertSame(reference.of("", 12 * HOUR, hour, 11), reference.whole().all());
    assertSame(reference.of("", 0, Duration.ofDays(1), 1), reference.whole().all());
    assertThat(reference.of("city_c", 0, hour, 1)).isNull();
  }

  @Test
  void isQuietWithinASeasonThatIsADriftWithoutIt() {
    FeatureDriftTest test = new FeatureDriftTest(0.1, 0.99, 5);
    for (Season season : new Season[] {Season.NONE, Season.HOUR_OF_DAY}) {
      ReferenceCounts reference = new ReferenceCounts(GRID, Slicing.none(), season);
      reference.add(hours(0, 2400));
      SlicedCounts noons = new SlicedCounts(GRID, Slicing.none());
      for (int day = 0; day < 50; day++) {
        noons.add(hours(day * 24 + 12, day * 24 + 13));
      }
      WindowVerdict verdict =
          new WindowJudge(reference, test, null, DatasetRule.DEFAULT, alarms())
              .judge("noon", 12 * HOUR, Duration.ofHours(1), noons);
      assertThat(verdict.rows()).isEqualTo(50);
      // Both columns go with the hour.
      assertThat(verdict.alarms()).hasSize(season == Season.NONE ? 2 : 0);
    }
  }

  private static FeatureAlarms alarms() {
    return new FeatureAlarms(AlarmRules.DEFAULT, null);
  }

  @Test
  void aReferenceSurvivesItsFile(@TempDir Path directory) throws IOException {
    ReferenceCounts counts = new ReferenceCounts(GRID, BY_CITY, Season.DAY_OF_WEEK);
    counts.add(hours(0, 240));
    Path file = directory.resolve("reference.counts");
    new SavedReference(counts, Map.of("id", "an id")).writeTo(file);
    SavedReference read = SavedReference.readFrom(file);
    assertThat(read.unsuitable()).containsExactly(Map.entry("id", "an id"));
    assertThat(read.counts().grid()).isEqualTo(GRID);
    assertThat(read.counts().slicing()).isEqualTo(BY_CITY);
    for (long time : new long[] {0, DAY, 5 * DAY}) {
      for (String slice : new String[] {"", "city_a"}) {
        assertSame(
            read.counts().of(slice, time, Duration.ofDays(1), 1),
            counts.of(slice, time, Duration.ofDays(1), 1));
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> SavedReference.readFrom(file))
        .hasMessage(file + ": ends too early (expected: what drift --save wrote)");
    Files.writeString(file, "not counts at all");
    assertThatThrownBy(() -> SavedReference.readFrom(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": no counts (expected: a file that drift --save wrote)");
  }

  private static void assertSame(@Nullable GridCounts actual, @Nullable GridCounts expected) {
    assertThat(actual).isNotNull();
    assertThat(expected).isNotNull();
    if (actual != null && expected != null) {
      assertThat(actual.rows()).isEqualTo(expected.rows());
      for (int i = 0; i < GRID.size(); i++) {
        assertThat(actual.counts(i)).isEqualTo(expected.counts(i));
      }
    }
  }
}
