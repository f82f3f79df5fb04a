package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * An R-APDU (ISO/IEC 7816-4, 5.1).
 *
 * @param data response data without the status bytes
 * @param sw the status bytes
 */
public record ResponseApdu(Bytes data, StatusWord sw) {
    /**
     * Reads an R-APDU.
     *
     * @throws EmvDataException when it has less than 2 bytes
     */
    public static ResponseApdu parse(Bytes bytes) {
        int end = bytes.length() - 2;
        if (end < 0) {
            throw new EmvDataException("an R-APDU ends with SW1 SW2, this has only " + bytes.length() + " bytes: '"
                    + bytes + "' (ISO/IEC 7816-4, 5.1)");
        }
        return new ResponseApdu(
                bytes.slice(0, end), new StatusWord((int) bytes.from(end).toNumber()));
    }

    /** As {@link #parse(Bytes)}. */
    public static ResponseApdu parse(byte[] bytes) {
        return parse(Bytes.of(bytes));
    }

    /** Whether the status is 9000. */
    public boolean ok() {
        return sw.ok();
    }

    public Bytes toBytes() {
        return data.then(Bytes.number(sw.value(), 2));
    }

    @Override
    public String toString() {
        return data.isEmpty() ? sw.toString() : data + " " + sw;
    }
}
