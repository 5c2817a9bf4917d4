package io.millrace.transforms;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollection;

/** Checks everything that a collection holds once its pipeline has ended, in any order. */
public final class Contents {

  /** Fails where the contents are not what they should be. */
  public interface Check<T> extends Serializable {
    void on(List<T> contents) throws Exception;
  }

  private Contents() {}

  public static <T> void of(PCollection<T> collection, Check<T> check) {
    PAssert.that(collection)
        .satisfies(
            elements -> {
              List<T> contents = new ArrayList<>();
              elements.forEach(contents::add);
              try {
                check.on(contents);
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return null;
            });
  }
}
