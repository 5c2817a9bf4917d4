package io.millrace.models.drift.streams;

import java.util.Random;

/**
 * Agrawal: people who ask for a loan, by salary, commission, age, education (0..4), car (1..20),
 * zip code (0..8), value of the house, years in it and loan; ten functions tell group A (class 1)
 * from B. Agrawal, Imielinski and Swami, "Database mining: a performance perspective" (TKDE 1993).
 */
public final class Agrawal implements LabelledStream {
  private static final int SALARY = 0;
  private static final int COMMISSION = 1;
  private static final int AGE = 2;
  private static final int EDUCATION = 3;
  private static final int HOUSE = 6;
  private static final int YEARS = 7;
  private static final int LOAN = 8;

  private final int function;
  private final Random random;

  /**
   * @param function 1..10, as in the paper
   */
  public Agrawal(int function, long seed) {
    this.function = 1 + Concepts.check(function - 1, 10);
    this.random = new Random(seed);
  }

  @Override
  public int attributes() {
    return 9;
  }

  @Override
  public int values(int attribute) {
    return switch (attribute) {
      case EDUCATION -> 5;
      case 4 -> 21;
      case 5 -> 9;
      default -> 0;
    };
  }

  @Override
  public int next(double[] row) {
    row[SALARY] = uniform(20_000, 150_000);
    row[COMMISSION] = row[SALARY] >= 75_000 ? 0 : uniform(10_000, 75_000);
    row[AGE] = 20 + random.nextInt(61);
    row[EDUCATION] = random.nextInt(5);
    row[4] = 1 + random.nextInt(20);
    int zip = random.nextInt(9);
    row[5] = zip;
    row[HOUSE] = (9 - zip) * 100_000 * uniform(0.5, 1.5);
    row[YEARS] = 1 + random.nextInt(30);
    row[LOAN] = uniform(0, 500_000);
    return isGroupA(row) ? 1 : 0;
  }

  private double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private boolean isGroupA(double[] row) {
    // The functions differ for the young, the middle-aged and the old: 0, 1, 2.
    int age = row[AGE] < 40 ? 0 : row[AGE] < 60 ? 1 : 2;
    double salary = row[SALARY];
    double income = salary + row[COMMISSION];
    double education = row[EDUCATION];
    return switch (function) {
      case 1 -> age != 1;
      case 2 -> salaryFits(salary, age);
      case 3 -> educationFits(education, age);
      case 4 -> salaryFitsEducation(salary, education, age);
      case 5 -> loanFits(row[LOAN], salaryFits(salary, age), age);
      case 6 -> salaryFits(income, age);
      case 7 -> 0.67 * income - 0.2 * row[LOAN] - 20_000 > 0;
      case 8 -> 0.67 * income - 5000 * education - 20_000 > 0;
      case 9 -> 0.67 * income - 5000 * education - 0.2 * row[LOAN] - 10_000 > 0;
      default -> {
        double equity = 0.1 * row[HOUSE] * Math.max(row[YEARS] - 20, 0);
        yield 0.67 * income - 5000 * education + 0.2 * equity - 10_000 > 0;
      }
    };
  }

  private static boolean salaryFits(double salary, int age) {
    return switch (age) {
      case 0 -> isWithin(salary, 50_000, 100_000);
      case 1 -> isWithin(salary, 75_000, 125_000);
      default -> isWithin(salary, 25_000, 75_000);
    };
  }

  /** Levels 0..1 of the young, 1..3 of the middle-aged, 2..4 of the old. */
  private static boolean educationFits(double education, int age) {
    return isWithin(education, age, age == 0 ? 1 : age + 2.0);
  }

  private static boolean salaryFitsEducation(double salary, double education, int age) {
    boolean fits = educationFits(education, age);
    return switch (age) {
      case 0 -> fits ? isWithin(salary, 25_000, 75_000) : isWithin(salary, 50_000, 100_000);
      case 1 -> fits ? isWithin(salary, 50_000, 100_000) : isWithin(salary, 75_000, 125_000);
      default -> fits ? isWithin(salary, 50_000, 100_000) : isWithin(salary, 25_000, 75_000);
    };
  }

  private static boolean loanFits(double loan, boolean salaryFits, int age) {
    return switch (age) {
      case 0 -> salaryFits ? isWithin(loan, 100_000, 300_000) : isWithin(loan, 200_000, 400_000);
      case 1 -> salaryFits ? isWithin(loan, 200_000, 400_000) : isWithin(loan, 300_000, 500_000);
      default -> salaryFits ? isWithin(loan, 300_000, 500_000) : isWithin(loan, 100_000, 300_000);
    };
  }

  private static boolean isWithin(double value, double low, double high) {
    return value >= low && value <= high;
  }
}
