package io.millrace.models.drift.fdr;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * LORD++: spends on every test, and earns alpha back with every rejection. Javanmard and Montanari
 * (2018), with the levels of Ramdas, Yang, Wainwright and Jordan, "Online control of the false
 * discovery rate with decaying memory" (2017).
 */
public final class LordPlusPlus implements OnlineFdr {
  private final Rejections rejections;

  public LordPlusPlus(double alpha) {
    this.rejections = new Rejections(alpha, Spending.LORD);
  }

  @Override
  public String name() {
    return "lord";
  }

  @Override
  public double alpha() {
    return rejections.alpha();
  }

  @Override
  public double level() {
    return rejections.level();
  }

  @Override
  public boolean rejects(double p) {
    boolean rejected = p <= level();
    rejections.tick();
    if (rejected) {
      rejections.reject();
    }
    return rejected;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(rejections.alpha());
    rejections.writeTo(out);
  }

  static LordPlusPlus readFrom(DataInput in) throws IOException {
    LordPlusPlus read = new LordPlusPlus(in.readDouble());
    read.rejections.readFrom(in);
    return read;
  }
}
