package io.millrace.pipelines.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value: how it is read from text, and what a person is told who wrote something else.
 *
 * <p>Immutable. The placeholder stands in for a value that could not be read, so that reading goes
 * on and finds the other problems; it never reaches a caller of {@link Deployments}.
 */
final class Kind<T> {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  static final Kind<String> ANY_TEXT = new Kind<>("a text", "", text -> text);

  static final Kind<String> TEXT =
      ANY_TEXT.where(text -> !text.isEmpty(), "a text that is not empty");

  static final Kind<Long> LONG = new Kind<>("a whole number", 0L, Long::parseLong);

  static final Kind<Long> POSITIVE_LONG = LONG.where(n -> n > 0, "a whole number above 0");

  static final Kind<Long> LONG_FROM_ZERO = LONG.where(n -> n >= 0, "a whole number, 0 or above");

  static final Kind<Integer> INT = new Kind<>("a whole number", 0, Integer::parseInt);

  static final Kind<Integer> POSITIVE_INT =
      new Kind<>("a whole number above 0", 1, Integer::parseInt)
          .where(n -> n > 0, "a whole number above 0");

  static final Kind<Integer> INT_FROM_ZERO =
      new Kind<>("a whole number", 0, Integer::parseInt)
          .where(n -> n >= 0, "a whole number, 0 or above");

  static final Kind<Double> NUMBER = new Kind<>("a number", 0.0, Kind::decimal);

  static final Kind<Double> POSITIVE_NUMBER = NUMBER.where(x -> x > 0, "a number above 0");

  static final Kind<Double> NUMBER_FROM_ZERO = NUMBER.where(x -> x >= 0, "a number, 0 or above");

  static final Kind<Double> SHARE =
      NUMBER.where(x -> x > 0 && x < 1, "a number above 0 and below 1");

  static final Kind<Boolean> TRUTH = new Kind<>("true or false", false, Kind::truth);

  static final Kind<Duration> DURATION =
      new Kind<>("a duration", Duration.ZERO, Duration::parse)
          .where(d -> !d.isNegative(), "a duration of zero or longer, such as PT10S or P1D");

  static final Kind<Duration> POSITIVE_DURATION =
      DURATION.where(d -> !d.isZero(), "a duration longer than zero, such as PT10S or P1D");

  static final Kind<Duration> WHOLE_SECONDS =
      POSITIVE_DURATION.where(
          d -> d.equals(Duration.ofSeconds(d.toSeconds())),
          "a duration of whole seconds, such as PT10S or P1D");

  static final Kind<ZoneId> ZONE =
      new Kind<>("a time zone such as UTC or America/New_York", ZoneOffset.UTC, ZoneId::of);

  private final String noun;
  private final T placeholder;
  private final Function<String, T> parser;
  private final UnaryOperator<String> hint;
  private final UnaryOperator<String> display;

  private Kind(String noun, T placeholder, Function<String, T> parser) {
    this(noun, placeholder, parser, written -> "", written -> written);
  }

  private Kind(
      String noun,
      T placeholder,
      Function<String, T> parser,
      UnaryOperator<String> hint,
      UnaryOperator<String> display) {
    this.noun = noun;
    this.placeholder = placeholder;
    this.parser = parser;
    this.hint = hint;
    this.display = display;
  }

  /** One of an enum's constants, written in lower case. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(Kind::written).toList();
    return new Kind<>(
        "one of " + String.join(", ", names),
        constants[0],
        text -> constants[indexOrFail(names, text)]);
  }

  /** A value that is known by name; the parser refuses what it does not know. */
  static <T> Kind<T> named(String noun, T placeholder, Function<String, T> parser) {
    return new Kind<>(noun, placeholder, parser);
  }

  /** A moment: {@code 2018-01-01T00:00:00Z}, or a local date or date and time in this zone. */
  static Kind<Instant> moment(ZoneId zone) {
    return new Kind<>(
        "a date such as 2018-01-01, or a time such as 2018-01-01T06:00:00Z",
        Instant.EPOCH,
        text -> {
          if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
          }
          return DateTimeFormatter.ISO_DATE_TIME.withZone(zone).parse(text, Instant::from);
        });
  }

  /** A path; a relative one starts at this directory. */
  static Kind<Path> path(Path directory) {
    return new Kind<>("a path", directory, text -> directory.resolve(text).normalize());
  }

  /** The same kind with fewer values; {@code noun} says which. */
  Kind<T> where(Predicate<? super T> accepts, String noun) {
    return new Kind<>(
        noun,
        placeholder,
        text -> {
          T value = parser.apply(text);
          if (!accepts.test(value)) {
            throw new IllegalArgumentException(noun);
          }
          return value;
        },
        hint,
        display);
  }

  /** The same kind and one value more. */
  Kind<T> or(T value) {
    String written = written(value);
    return new Kind<>(
        noun + ", or " + written,
        placeholder,
        text -> text.equals(written) ? value : parser.apply(text),
        hint,
        display);
  }

  /** The same kind, adding what {@code hint} says of a wrong text to the expectation. */
  Kind<T> hinting(UnaryOperator<String> hint) {
    return new Kind<>(noun, placeholder, parser, hint, display);
  }

  /** The same kind, showing a wrong text as {@code display} says: for texts that hold secrets. */
  Kind<T> displayed(UnaryOperator<String> display) {
    return new Kind<>(noun, placeholder, parser, hint, display);
  }

  /** The value, or null when the text is of another kind. */
  @Nullable T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  String noun() {
    return noun;
  }

  T placeholder() {
    return placeholder;
  }

  String expectation(String written) {
    return noun + hint.apply(written);
  }

  String display(String written) {
    return display.apply(written);
  }

  /** How a value of a setting is written in a file. */
  static String written(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Duration d && !d.isZero() && d.equals(Duration.ofDays(d.toDays()))) {
      return "P" + d.toDays() + "D";
    }
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  private static int indexOrFail(List<String> names, String text) {
    int index = names.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(text);
    }
    return index;
  }

  private static double decimal(String text) {
    double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }
}
