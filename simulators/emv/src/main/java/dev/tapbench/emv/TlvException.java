package dev.tapbench.emv;

/** Bytes that are no BER-TLV (EMV Book 3, Annex B). */
public final class TlvException extends EmvDataException {
    /** The part of a data object that is wrong. */
    public enum Part {
        TAG,
        LENGTH,
        VALUE
    }

    private final Part part;
    private final int offset;

    TlvException(Part part, int offset, String message) {
        super("BER-TLV broken at byte " + offset + ": " + message);
        this.part = part;
        this.offset = offset;
    }

    /** The part that is wrong. */
    public Part part() {
        return part;
    }

    /** Where it is wrong: bytes from the start of the data given to the parser. */
    public int offset() {
        return offset;
    }
}
