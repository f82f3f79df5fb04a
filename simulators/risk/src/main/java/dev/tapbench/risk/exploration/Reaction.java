package dev.tapbench.risk.exploration;

/** What a device does with a move, as those see it who stand by. */
public enum Reaction {
    PAYS_OFFLINE("pays without the issuer"),
    PAYS_ONLINE("pays after the issuer was asked"),
    ASKS_HOLDER("asks for the passcode"),
    DECLINES("declines"),
    TAKES("takes it"),
    REFUSES("refuses it");

    private final String words;

    Reaction(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
