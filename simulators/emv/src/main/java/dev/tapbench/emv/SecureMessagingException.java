package dev.tapbench.emv;

/** A command that a card refuses because of its protection; it carries the status word that the card answers. */
public final class SecureMessagingException extends EmvDataException {
    private final StatusWord statusWord;

    /** @param message what was expected, what came, and the clause */
    public SecureMessagingException(StatusWord statusWord, String message) {
        super(message);
        this.statusWord = statusWord;
    }

    /** What the card answers. */
    public StatusWord statusWord() {
        return statusWord;
    }
}
