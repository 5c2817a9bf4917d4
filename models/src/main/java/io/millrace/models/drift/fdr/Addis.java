package io.millrace.models.drift.fdr;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * ADDIS and SAFFRON: spend only on p-values between lambda and tau.
 *
 * <p>What is at most lambda may be a discovery and is given the benefit of the doubt (SAFFRON:
 * Ramdas, Zrnic, Wainwright and Jordan 2018; tau = 1, lambda = 1/2). What is above tau says that
 * the hypothesis is far from false, and costs nothing either (ADDIS: Tian and Ramdas 2019; tau =
 * 1/2, lambda = 1/4). Most features of most windows are such, as a test of "changed by more than
 * matters" is conservative where little has changed: which makes ADDIS the procedure of choice
 * here.
 */
public final class Addis implements OnlineFdr {
  private final Rejections rejections;
  private final double lambda;
  private final double tau;

  private Addis(double alpha, double lambda, double tau) {
    this.rejections = new Rejections(alpha, Spending.POWER);
    this.lambda = lambda;
    this.tau = tau;
  }

  public static Addis addis(double alpha) {
    return new Addis(alpha, 0.25, 0.5);
  }

  public static Addis saffron(double alpha) {
    return new Addis(alpha, 0.5, 1);
  }

  @Override
  public String name() {
    return tau < 1 ? "addis" : "saffron";
  }

  @Override
  public double alpha() {
    return rejections.alpha();
  }

  @Override
  public double level() {
    return Math.min(lambda, (tau - lambda) * rejections.level());
  }

  @Override
  public boolean rejects(double p) {
    boolean rejected = p <= level();
    if (p > lambda && p <= tau) {
      rejections.tick();
    }
    if (rejected) {
      rejections.reject();
    }
    return rejected;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(rejections.alpha());
    out.writeDouble(lambda);
    out.writeDouble(tau);
    rejections.writeTo(out);
  }

  static Addis readFrom(DataInput in) throws IOException {
    Addis read = new Addis(in.readDouble(), in.readDouble(), in.readDouble());
    read.rejections.readFrom(in);
    return read;
  }
}
