package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputTensors;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt64;

/**
 * A time as positions in its day, week and year: sine and cosine of an angle, and an id where there
 * are few enough. It is the rows' event time, or a column of numbers since the epoch, which may be
 * missing: its numbers are then 0, and its ids the last ones.
 *
 * @param parts which positions, each once
 * @param zone the offset from UTC in which days begin: {@code UTC}, {@code +02:00}
 * @param unit of a column; event times are milliseconds
 * @param dimensions size of the ids' embeddings; 0 for a weight each only
 */
public record CyclicTime(List<Part> parts, String zone, Unit unit, int dimensions)
    implements FeatureTransform {

  /** A position in a cycle. */
  public enum Part {
    /** Angle of the time of day; the hour as id, 0..23. */
    HOUR,
    /** Angle of the time of week, which begins on Monday; the day as id, Monday 0. */
    WEEKDAY,
    /** Angle of the time of year, 365.25 days a turn; no id. */
    DAY_OF_YEAR,
    /** The month as id, January 0; no angle, as that of the year tells it. */
    MONTH
  }

  /** What a column counts. */
  public enum Unit {
    DAYS(86_400_000),
    SECONDS(1000),
    MILLISECONDS(1),
    MICROSECONDS(1e-3),
    NANOSECONDS(1e-6);

    private final double millis;

    Unit(double millis) {
      this.millis = millis;
    }

    double millis() {
      return millis;
    }
  }

  public CyclicTime {
    parts = List.copyOf(parts);
    Checks.require(!parts.isEmpty(), "parts", parts, "at least one");
    Checks.require(new HashSet<>(parts).size() == parts.size(), "parts", parts, "each once");
    Checks.require(isOffset(zone), "zone", zone, "UTC or an offset such as +02:00");
    Checks.dimensions(dimensions);
  }

  public CyclicTime() {
    this(List.of(Part.HOUR, Part.WEEKDAY), "UTC", Unit.MILLISECONDS, 0);
  }

  public CyclicTime withDimensions(int value) {
    return new CyclicTime(parts, zone, unit, value);
  }

  private static boolean isOffset(String zone) {
    try {
      return offsetMillis(zone) % 1000 == 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static long offsetMillis(String zone) {
    return zone.equals("UTC") ? 0 : 1000L * ZoneOffset.of(zone).getTotalSeconds();
  }

  @Override
  public String name() {
    return "cyclic_time";
  }

  @Override
  public ColumnUse use() {
    return ColumnUse.TIME;
  }

  @Override
  public boolean isCounted() {
    return false;
  }

  @Override
  public Class<? extends FeatureEncoder> encoderType() {
    return Encoder.class;
  }

  @Override
  public FeatureEncoder fit(FeatureSpec feature, ColumnFigures figures) {
    return new Encoder(feature.name(), feature.columns().get(0), this);
  }

  /** The encoder of a feature. */
  record Encoder(String feature, String column, CyclicTime how) implements FeatureEncoder {
    @Override
    public void encode(EncoderGraph graph) {
      TimeOps time =
          column.equals(InputTensors.EVENT_TIME)
              ? TimeOps.ofEventTime(graph, offsetMillis(how.zone()))
              : TimeOps.ofColumn(graph, column, how.unit(), offsetMillis(how.zone()));
      for (Part part : how.parts()) {
        switch (part) {
          case HOUR -> {
            time.addAngle(time.inDay(), TimeOps.DAY);
            addId(time, "hour", time.hour(), 24);
          }
          case WEEKDAY -> {
            time.addAngle(time.inWeek(), TimeOps.WEEK);
            addId(time, "day", time.weekday(), 7);
          }
          case DAY_OF_YEAR -> time.addAngle(time.inYear(), TimeOps.YEAR);
          case MONTH -> addId(time, "month", time.month(), 12);
        }
      }
    }

    private void addId(TimeOps time, String part, Operand<TInt64> id, int count) {
      time.addId(feature + "/" + part, id, count, how.dimensions());
    }
  }
}
