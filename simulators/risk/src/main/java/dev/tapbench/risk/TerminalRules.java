package dev.tapbench.risk;

/**
 * What is different at some kinds of terminals, as their type says it (EMV Book 4, A1).
 *
 * @param unattended whether the lost-or-stolen limits ask for the holder where nobody of the merchant is
 * @param offlineOnly whether the device pays at terminals that cannot go online
 */
public record TerminalRules(Unattended unattended, OfflineOnly offlineOnly) {
    /** Whether the lost-or-stolen limits ask at terminals that nobody attends. */
    public enum Unattended {
        /** As everywhere. */
        ASKED,
        /**
         * Counted and not asked, as transport fares and parking are under Article 12 of Commission Delegated Regulation (EU)
         * 2018/389. What the issuer wants above an amount, and what the owner wants, is asked all the same.
         */
        EXEMPT
    }

    /** Whether the device pays at terminals that cannot go online. */
    public enum OfflineOnly {
        ACCEPTED,
        DECLINED
    }

    /** No terminal is special. */
    public static final TerminalRules ALIKE = new TerminalRules(Unattended.ASKED, OfflineOnly.ACCEPTED);
}
