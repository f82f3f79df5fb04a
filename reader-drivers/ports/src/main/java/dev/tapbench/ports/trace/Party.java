package dev.tapbench.ports.trace;

import java.util.Locale;

/** Who acts. */
public enum Party {
    CARDHOLDER,
    CARD,
    READER,
    PIN_PAD,
    TERMINAL,
    ISSUER,
    PHONE,
    MOTAPS,
    TSP,
    SERVICE_PROVIDER,
    RPD;

    /** The name for people: {@code service provider}. */
    public String label() {
        return switch (this) {
            case MOTAPS, TSP, RPD -> name();
            case PIN_PAD -> "PIN pad";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
