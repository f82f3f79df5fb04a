package dev.tapbench.ports.card;

import java.util.Locale;

/** What an opened reader can do; a scenario that needs more is skipped with that reason. */
public enum Capability {
    CONTACTLESS,
    CONTACT,
    WIRED,
    /** The field can be switched off, so that each tap is a new activation. */
    FIELD_OFF,
    /** Cards can be made by the bench itself ({@link CardFactory}). */
    SIMULATED,
    /** Power can be cut inside a command. */
    TEARING;

    /** The name in tags and files: {@code field-off}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
