package io.millrace.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.evaluation.GateDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values that SQL has no common type for stand in columns: times as milliseconds, JSON. */
final class StoredValues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

  private StoredValues() {}

  static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant nullableTime(ResultSet row, String column) throws SQLException {
    Long millis = nullableLong(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** The window between two columns; null if one of them is. */
  static @Nullable DataWindow nullableWindow(ResultSet row, String from, String to)
      throws SQLException {
    Instant start = nullableTime(row, from);
    Instant end = nullableTime(row, to);
    return start == null || end == null ? null : new DataWindow(start, end);
  }

  static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value + " (expected: a value that JSON can hold)", e);
    }
  }

  static Map<String, Double> figures(ResultSet row, String column) throws SQLException {
    try {
      return JSON.readValue(row.getString(column), FIGURES);
    } catch (JsonProcessingException e) {
      throw new SQLException(column + ": " + e.getOriginalMessage(), e);
    }
  }

  static Map<String, String> texts(ResultSet row, String column) throws SQLException {
    try {
      return JSON.readValue(row.getString(column), TEXTS);
    } catch (JsonProcessingException e) {
      throw new SQLException(column + ": " + e.getOriginalMessage(), e);
    }
  }

  static @Nullable GateDecision decision(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    try {
      return JSON.readValue(text, GateDecision.class);
    } catch (JsonProcessingException e) {
      throw new SQLException(column + ": " + e.getOriginalMessage(), e);
    }
  }
}
