package io.millrace.models.inference;

import org.tensorflow.proto.ConfigProto;

/**
 * The threads that TensorFlow computes with. Its pools are one for the whole process, and the first
 * session makes them: whatever a later one asks for is ignored without a word, so asking for it
 * here is an error.
 *
 * <p>By default an operation computes on one thread and operations of a call on the caller's own:
 * best for many calls from many threads, and the bits do not depend on the machine. A few large
 * models on many cores may want more.
 */
public final class SessionThreads {
  /** Operations run on the thread that calls. */
  public static final int CALLER = -1;

  private static int intraOp = 1;
  private static int interOp = CALLER;
  private static boolean used;

  private SessionThreads() {}

  /**
   * Sets the threads of this process; before its first model is loaded.
   *
   * @param intraOpThreads threads within an operation; 0 for as many as there are cores
   * @param interOpThreads threads for operations beside each other; 0 for as many as there are
   *     cores, {@link #CALLER} for none of their own
   * @throws IllegalStateException when models were loaded with other numbers already
   */
  public static synchronized void set(int intraOpThreads, int interOpThreads) {
    if (intraOpThreads < 0 || interOpThreads < CALLER) {
      throw new IllegalArgumentException(
          "threads: "
              + intraOpThreads
              + " and "
              + interOpThreads
              + " (expected: >= 0 within and >= -1 between operations)");
    }
    if (used && (intraOpThreads != intraOp || interOpThreads != interOp)) {
      throw new IllegalStateException(
          "threads: "
              + intraOpThreads
              + " within and "
              + interOpThreads
              + " between operations (expected: "
              + intraOp
              + " and "
              + interOp
              + ", as this process has loaded models with these: set them before the first)");
    }
    intraOp = intraOpThreads;
    interOp = interOpThreads;
  }

  /** The configuration of a session that serves, encodes or trains. */
  public static synchronized ConfigProto config() {
    used = true;
    // Soft placement: a model that was trained on a GPU says so in its graph.
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setIntraOpParallelismThreads(intraOp)
        .setInterOpParallelismThreads(interOp)
        .build();
  }
}
