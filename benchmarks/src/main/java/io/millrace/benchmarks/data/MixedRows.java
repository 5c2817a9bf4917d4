package io.millrace.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows of mixed columns as tables have them: for every 20 columns 6 integers, 7 floats and 7
 * strings, of few and of many distinct values, two of them with missing values. The same rows for
 * the same seed.
 */
public final class MixedRows {
  private static final String[] WORDS =
      "amber birch cedar delta ember fjord grove haven inlet jetty knoll ledge maple north ocean"
          .split(" ");

  /** What a column holds. */
  public enum Kind {
    INT,
    FLOAT,
    STRING
  }

  private final SplittableRandom random;
  private final int columns;
  private final @Nullable Object[] values;
  private long row;

  public MixedRows(int columns, long seed) {
    this.random = new SplittableRandom(seed);
    this.columns = columns;
    this.values = new @Nullable Object[columns];
  }

  public int columns() {
    return columns;
  }

  public Kind kind(int column) {
    int place = column % 20;
    return place < 6 ? Kind.INT : place < 13 ? Kind.FLOAT : Kind.STRING;
  }

  public String name(int column) {
    return kind(column).name().toLowerCase(java.util.Locale.ROOT) + "_" + column;
  }

  /** The next row's values: Long, Double, byte[] or null; the array is reused. */
  public @Nullable Object[] next() {
    for (int column = 0; column < columns; column++) {
      values[column] = value(column % 20);
    }
    row++;
    return values;
  }

  private @Nullable Object value(int place) {
    return switch (place) {
      case 0 -> row;
      case 1 -> (long) random.nextInt(2);
      case 2 -> (long) random.nextInt(10);
      case 3 -> (long) random.nextInt(1000);
      case 4 -> random.nextLong(1_000_000_000_000L);
      case 5 -> random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(100_000);
      case 6 -> random.nextDouble();
      case 7 -> cents(Math.exp(random.nextGaussian() + 2));
      case 8 -> random.nextGaussian() * 10 + 50;
      case 9 -> cents(random.nextInt(5) == 0 ? random.nextDouble() * 100 : 0);
      case 10 -> (double) random.nextInt(24);
      case 11 -> random.nextInt(5) == 0 ? null : (Double) (random.nextGaussian() * 1e6);
      case 12 -> 40 + random.nextDouble();
      case 13 -> bytes(WORDS[random.nextInt(3)]);
      case 14 -> bytes(WORDS[random.nextInt(WORDS.length)]);
      case 15 -> bytes("zone-" + random.nextInt(265));
      case 16 -> random.nextInt(4) == 0 ? null : bytes(skewed());
      case 17 -> bytes(Long.toHexString(random.nextLong()));
      case 18 -> bytes(words(6));
      default -> bytes("2026-11-" + (10 + random.nextInt(20)));
    };
  }

  private static double cents(double amount) {
    return Math.rint(amount * 100) / 100;
  }

  private String skewed() {
    return "user" + (long) Math.pow(random.nextDouble() * 300, 2);
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
