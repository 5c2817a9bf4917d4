package io.millrace.models.drift;

import java.io.Serializable;

/**
 * When what consecutive windows say becomes an alarm, and when the alarm ends: so that one change
 * is one alarm.
 *
 * @param raiseAfter consecutive drifting windows that raise an alarm; 1 or more
 * @param confirmAfter consecutive drifting windows that confirm it; {@code raiseAfter} or more
 * @param escalation while an alarm on the feature stands, another measure raises one of its own
 *     only at so many times its limit, as only what is much larger is another change; 1 or more
 * @param ending when it ends
 */
public record AlarmRules(int raiseAfter, int confirmAfter, double escalation, Ending ending)
    implements Serializable {

  /**
   * Raised at once, confirmed by the third window, ended by the first below 80 % of the limit;
   * another measure at twice its limit.
   */
  public static final AlarmRules DEFAULT = new AlarmRules(1, 3, 2, new Ending(0.8, 1, 1));

  /**
   * When an alarm ends, and may be raised again.
   *
   * @param clearShare of the limit that a window must stay below to count as quiet while the alarm
   *     stands (hysteresis); above 0, at most 1
   * @param endAfter consecutive quiet windows that end the alarm; 1 or more
   * @param cooldown windows after the end in which the same alarm is not raised again; 0 or more
   */
  public record Ending(double clearShare, int endAfter, int cooldown) implements Serializable {
    /** The first window within the limit ends it, and the next one may raise it again. */
    public static final Ending AT_ONCE = new Ending(1, 1, 0);

    public Ending {
      require(clearShare > 0 && clearShare <= 1, "clearShare", clearShare, "above 0, at most 1");
      require(endAfter >= 1, "endAfter", endAfter, "1 or more");
      require(cooldown >= 0, "cooldown", cooldown, "0 or more");
    }
  }

  public AlarmRules {
    require(raiseAfter >= 1, "raiseAfter", raiseAfter, "1 or more");
    require(confirmAfter >= raiseAfter, "confirmAfter", confirmAfter, "raiseAfter or more");
    require(escalation >= 1, "escalation", escalation, "1 or more");
  }

  /** The same rules, confirmed by so many windows and ended below this share of the limit. */
  public AlarmRules with(int confirmations, double clearShare) {
    return new AlarmRules(
        raiseAfter,
        confirmations,
        escalation,
        new Ending(clearShare, ending.endAfter, ending.cooldown));
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
