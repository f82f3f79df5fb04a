package dev.tapbench.profiles;

/** What a statement may answer to its questions; each question takes some of these words. */
public enum StatementAnswer {
    CARD("card"),
    FOB("fob"),
    PHONE("phone"),
    CONTACTLESS("contactless"),
    CONTACT("contact"),
    WIRED("wired"),
    NONE("none"),
    SDA("SDA"),
    DDA("DDA"),
    CDA("CDA"),
    PLAIN_OFFLINE("plain offline"),
    ENCIPHERED_OFFLINE("enciphered offline"),
    ONLINE("online"),
    ON_THE_DEVICE("on the device"),
    ON_THE_CHIP("on the chip"),
    ON_ACCOUNT("on account"),
    THREE_TAPS("three taps"),
    SCP02("scp02"),
    SCP03("scp03"),
    YES("yes"),
    NO("no"),
    /** Keys: those of a card profile, whose path is the answer. */
    PROFILE("a card profile");

    private final String words;

    StatementAnswer(String words) {
        this.words = words;
    }

    /** As it stands in a file. */
    public String words() {
        return words;
    }

    @Override
    public String toString() {
        return words;
    }
}
