package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * The load that a card waits to finish: DF21 = state(1) ATC(2) amount(6) currency(2) load number(2).
 *
 * @param state how far it went
 * @param atc of the transaction that opened it, 0 to 65535
 * @param amount in minor units, n12; of an absent load 0
 * @param currencyCode 2 bytes, n3
 * @param loadNumber how many loads the card has accepted
 */
public record PendingLoad(State state, int atc, long amount, Bytes currencyCode, int loadNumber) {
    /** Length in bytes. */
    public static final int LENGTH = 13;

    /** How far a load went. */
    public enum State {
        NONE(0),
        /** Opened by the first GENERATE AC. */
        OPEN(1),
        /** The card has authenticated the issuer. */
        AUTHENTICATED(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new EmvDataException(
                    "DF21 has the state " + Bytes.of(code) + ": expected 00 none, 01 open or 02 authenticated");
        }
    }

    /**
     * Reads the value of DF21.
     *
     * @throws EmvDataException when it has not 13 bytes, an unknown state or an amount that is not decimal
     */
    public static PendingLoad parse(Bytes value) {
        Lengths.require(value, LENGTH, "DF21 (pending load)");
        return new PendingLoad(
                State.of(value.at(0)),
                (int) value.slice(1, 3).toNumber(),
                Bcd.decode(value.slice(3, 9), "amount in DF21"),
                value.slice(9, 11),
                (int) value.slice(11, 13).toNumber());
    }

    /** The 13 bytes. */
    public Bytes encode() {
        return Bytes.concat(
                Bytes.of(state.code),
                Bytes.number(atc, 2),
                Bcd.encode(amount, 6),
                currencyCode,
                Bytes.number(loadNumber, 2));
    }

    /**
     * The amount as money.
     *
     * @throws EmvDataException when the currency is unknown
     */
    public Money money() {
        return new Money(amount, Currency.ofCode(currencyCode));
    }
}
