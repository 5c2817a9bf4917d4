package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.Rows;
import io.millrace.transforms.feedback.LabelledExample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream stops within a window, and goes on from what it wrote with another list of series. Of
 * 800 examples of kinds a and b by turns, a hundred a window, it stops at the 450th; the error
 * rises with the 400th from 0 to 3, so that the window is full of what detectors have to see.
 */
class SeriesUpdateTest {
  private static final Layout LAYOUT = Rows.layout("kind", ValueType.STRING);
  private static final Slicing KINDS =
      new Slicing(List.of(new SliceSpec(List.of("kind"), Map.of())));
  private static final int EXAMPLES = 800;
  private static final int STOP = 450;
  private static final long STEP = 10;

  /** Each has its values, its detector and its slices: taken for one another, they would differ. */
  private static final Map<Character, WatchedSeries> SERIES =
      Map.of(
          'A', series("cusum", Map.of("mean", "0", "deviation", "1"), "error", null, KINDS),
          'B', series("adwin", Map.of(), "label", null, Slicing.none()),
          'C', series("cusum", Map.of("mean", "0", "deviation", "2"), "error", null, KINDS),
          'D', series("cusum", Map.of("mean", "0", "deviation", "1"), "error", 2.5, KINDS));

  @ParameterizedTest
  @ValueSource(strings = {"ABC", "AC", "CA", "ACD", "DCA", "B", "DB"})
  void whatStaysGoesOnAsIfAloneAndWhatIsNewStartsAnew(String after) throws Exception {
    SeriesStream stream = new SeriesStream(collect(watched("ABC")));
    stream.take(examples(0, STOP));
    SeriesStream goneOn = stream.goOn(collect(watched(after)));
    goneOn.take(examples(STOP, EXAMPLES));
    goneOn.end();

    Map<String, String> known = new TreeMap<>();
    List<Alarm> alarms = new ArrayList<>();
    for (char one : after.toCharArray()) {
      SeriesStream alone = new SeriesStream(collect(watched(String.valueOf(one))));
      int first = one == 'D' ? STOP : 0;
      alone.take(examples(first, EXAMPLES));
      alone.end();
      known.putAll(alone.known());
      alarms.addAll(alone.alarms());
    }
    assertThat(goneOn.known()).isEqualTo(known);
    assertThat(told(goneOn.alarms(), after))
        .containsExactlyInAnyOrderElementsOf(told(alarms, after));
    if (after.contains("A")) {
      // All, kind a and kind b.
      assertThat(told(alarms, "A")).filteredOn(alarm -> alarm.endsWith("RAISED")).hasSize(3);
    }
  }

  @Test
  void whatIsGoneIsForgottenAndRaisesNothing() throws Exception {
    SeriesStream stream = new SeriesStream(collect(watched("ABC")));
    stream.take(examples(0, STOP));
    assertThat(stream.known().keySet()).anyMatch(key -> key.startsWith("adwin{} label"));
    SeriesStream without = stream.goOn(collect(watched("C")));
    without.take(examples(STOP, EXAMPLES));
    without.end();
    assertThat(told(without.alarms(), "AB")).isNotEmpty().isEqualTo(told(stream.alarms(), "AB"));

    SeriesStream back = without.goOn(collect(watched("ABC")));
    assertThat(back.known().keySet()).allMatch(key -> key.startsWith("cusum{deviation=2,"));
  }

  @Test
  void whatComesBackAfterTheWindowStartsAnew() throws Exception {
    SeriesStream stream = new SeriesStream(collect(watched("AB")));
    stream.take(examples(0, 150));
    SeriesStream without = stream.goOn(collect(watched("B")));
    without.take(examples(150, STOP));
    SeriesStream back = without.goOn(collect(watched("BA")));
    back.take(examples(STOP, EXAMPLES));
    back.end();
    SeriesStream alone = new SeriesStream(collect(watched("A")));
    alone.take(examples(STOP, EXAMPLES));
    alone.end();
    assertThat(back.known()).containsAllEntriesOf(alone.known());
  }

  @Test
  void aFormThatIsNotKnownIsRefused() {
    byte[] bytes = {1};
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(collect(watched("A")).coder(), bytes))
        .hasRootCauseMessage("series by key, version: 1 (expected: 2)");
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(WatchSeries.SeriesWindow.CODER, bytes))
        .hasRootCauseMessage("series window, version: 1 (expected: 2)");
  }

  private static CollectSeries collect(List<WatchedSeries> series) {
    return new CollectSeries(WatchedSeries.byName(series), LAYOUT, ErrorMeasure.ABSOLUTE);
  }

  private static List<WatchedSeries> watched(String series) {
    return series.chars().mapToObj(one -> SERIES.get((char) one)).toList();
  }

  private static WatchedSeries series(
      String detector,
      Map<String, String> parameters,
      String on,
      @Nullable Double above,
      Slicing slicing) {
    return new WatchedSeries(detector, parameters, on, above, slicing, true);
  }

  /** The alarms of these series, as text. */
  private static List<String> told(List<Alarm> alarms, String series) {
    Map<String, Character> names = new HashMap<>();
    SERIES.forEach((one, watched) -> names.put(watched.on() + watched.measure(), one));
    names.values().removeIf(one -> series.indexOf(one) < 0);
    return alarms.stream()
        .filter(alarm -> names.containsKey(alarm.subject() + alarm.measure()))
        .map(
            alarm ->
                names.get(alarm.subject() + alarm.measure())
                    + alarm.slice()
                    + " "
                    + alarm.windowEnd()
                    + " "
                    + alarm.origin()
                    + " "
                    + alarm.value()
                    + " "
                    + alarm.stage())
        .toList();
  }

  private static List<LabelledExample> examples(int from, int to) {
    ExampleCodec codec = new ExampleCodec(LAYOUT);
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      double error = i < 400 ? 0 : 3;
      ColumnBatch row = Rows.of(LAYOUT).add("r" + i, i * STEP, i % 2 == 0 ? "a" : "b").batch();
      byte[] example =
          codec.withLabel(codec.encode(row, codec.resolve(row), 0, i + error, 1), i, i * STEP);
      examples.add(new LabelledExample(example, i + error, 1, i, i * STEP));
    }
    return examples;
  }
}
