package io.millrace.models.data.files.csv;

import java.math.BigInteger;

/**
 * Reads decimal numbers of up to 19 digits from bytes, rounded as {@link Double#parseDouble} does,
 * without a string between.
 *
 * <p>Up to 2^53 and a power of ten of at most 22, one multiplication or division is exact (Clinger,
 * How to read floating point numbers accurately, 1990). Beyond, the number is multiplied by a
 * 128-bit approximation of a power of five (Lemire, Number parsing at a gigabyte per second,
 * Software: Practice and Experience, 2021).
 */
final class Decimals {
  private static final int LEAST_POWER = -100;
  private static final int MOST_POWER = 100;
  private static final int MOST_DIGITS = 19;
  private static final long EXACT = 1L << 53;
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long[] HIGH = new long[MOST_POWER - LEAST_POWER + 1];
  private static final long[] LOW = new long[MOST_POWER - LEAST_POWER + 1];

  static {
    for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
      BigInteger five = powerOfFive(power);
      HIGH[power - LEAST_POWER] = five.shiftRight(64).longValue();
      LOW[power - LEAST_POWER] = five.longValue();
    }
  }

  private Decimals() {}

  /** The 128 leading bits, rounded down; up from -27 on, as the paper's proof asks for. */
  private static BigInteger powerOfFive(int power) {
    BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
    if (power >= 0) {
      int excess = five.bitLength() - 128;
      return excess > 0 ? five.shiftRight(excess) : five.shiftLeft(-excess);
    }
    BigInteger inverse = BigInteger.ONE.shiftLeft(five.bitLength() + 127).divide(five);
    return power >= -27 ? inverse.add(BigInteger.ONE) : inverse;
  }

  /**
   * The number that {@code bytes[from]} to {@code bytes[to]} say; NaN where this is not the one to
   * read it: other characters than of a plain decimal, more digits, a far exponent.
   */
  static double parse(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    int at = negative ? from + 1 : from;
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits += digits > 0 || digit > 0 ? 1 : 0;
        fraction += point ? 1 : 0;
      } else if (bytes[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    int length = at - from - (negative ? 1 : 0) - (point ? 1 : 0);
    if (length == 0 || digits > MOST_DIGITS) {
      return Double.NaN;
    }
    int power = -fraction;
    if (at < to) {
      int exponent = exponent(bytes, at, to);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      power += exponent;
    }
    double value = value(mantissa, power);
    return negative ? -value : value;
  }

  private static int exponent(byte[] bytes, int from, int to) {
    boolean signed = from + 1 < to && (bytes[from + 1] == '-' || bytes[from + 1] == '+');
    int start = signed ? from + 2 : from + 1;
    if ((bytes[from] | 0x20) != 'e' || start == to || to - start > 3) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (int at = start; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = exponent * 10 + digit;
    }
    return bytes[from + 1] == '-' ? -exponent : exponent;
  }

  private static double value(long mantissa, int power) {
    if (mantissa >= 0 && mantissa <= EXACT && power >= -22 && power <= 22) {
      return power < 0 ? mantissa / TENS[-power] : mantissa * TENS[power];
    }
    if (mantissa == 0 || power < LEAST_POWER || power > MOST_POWER) {
      return mantissa == 0 ? 0 : Double.NaN;
    }
    int zeros = Long.numberOfLeadingZeros(mantissa);
    long normal = mantissa << zeros;
    long five = HIGH[power - LEAST_POWER];
    long high = multiplyHigh(normal, five);
    long low = normal * five;
    if ((high & 0x1FF) == 0x1FF) {
      long carry = multiplyHigh(normal, LOW[power - LEAST_POWER]);
      low += carry;
      high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
    }
    if (low == -1L && (power < -27 || power > 55)) {
      return Double.NaN;
    }
    int upper = (int) (high >>> 63);
    int shift = upper + 64 - 52 - 3;
    long bits = high >>> shift;
    // The exponent: 217706/65536 is log2(10), to the precision needed here.
    int exponent = ((217_706 * power) >> 16) + 63 + upper - zeros + 1023;
    boolean half = low >= 0 && low <= 1 && power >= -4 && power <= 23 && (bits & 3) == 1;
    if (half && bits << shift == high) {
      bits &= ~1L;
    }
    bits = (bits + (bits & 1)) >>> 1;
    if (bits == EXACT) {
      bits >>>= 1;
      exponent++;
    }
    return Double.longBitsToDouble((bits & ((1L << 52) - 1)) | ((long) exponent << 52));
  }

  /** The upper half of the product of unsigned numbers. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
