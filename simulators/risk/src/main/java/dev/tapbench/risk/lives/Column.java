package dev.tapbench.risk.lives;

/** What has to be known of a type of cardholder: the columns of a table with a row for each type. */
public enum Column {
    TYPE("type", "a name, such as commuter"),
    SHARE("share", "a percentage of all cardholders, such as 25 or 12.5"),
    PAYMENTS("payments", "payments a month, 0.01 to 1000, such as 30"),
    MEDIAN_AMOUNT("medianAmount", "an amount of money that half of the payments stay below, such as 12.00"),
    P95_AMOUNT(
            "p95Amount",
            "an amount of money that 95 of 100 payments stay below, at least the median amount, such as 60.00"),
    CONTACTLESS(
            "contactless",
            "a percentage, 0 to 100, of payments that are tapped where a card could go into the slot as well"),
    PIN_IN_SLOT("pinInSlot", "a percentage, 0 to 100, of payments in the slot that ask for the PIN"),
    ONLINE("online", "a percentage, 0 to 100, of payments at terminals that can ask the issuer"),
    ISSUER_APPROVES("issuerApproves", "a percentage, 0 to 100, of payments that the issuer approves when it is asked"),
    FOREIGN("foreign", "a percentage, 0 to 100, of payments in another currency"),
    TOP_UP_BELOW("topUpBelow", "the amount of money below which the owner loads a prepaid device, 0.00 for never"),
    TOP_UP_AMOUNT("topUpAmount", "the amount of money that the owner then loads, such as 50.00"),
    MISTYPES("mistypes", "a percentage, 0 to 50, of entries of PIN or passcode that are wrong");

    private final String key;
    private final String expected;

    Column(String key, String expected) {
        this.key = key;
        this.expected = expected;
    }

    /** Its name in a table. */
    public String key() {
        return key;
    }

    /** What a cell of it holds. */
    public String expected() {
        return expected;
    }
}
