package dev.tapbench.ports.card;

import dev.tapbench.ports.Target;
import java.util.Arrays;

/** How a link reaches the card; the applet sees it as its protocol. */
public enum Medium {
    /** ISO/IEC 7816-3 contacts, T=0. */
    CONTACT_T0("contact"),
    /** ISO/IEC 7816-3 contacts, T=1. */
    CONTACT_T1("contact-t1"),
    /** ISO/IEC 14443-4 type A, T=CL: a tap. */
    CONTACTLESS("contactless"),
    /** The phone's processor to its secure element, T=1. */
    WIRED("wired");

    private final String label;

    Medium(String label) {
        this.label = label;
    }

    /** The name in targets: {@code medium=contact}. */
    public String label() {
        return label;
    }

    /**
     * The medium that a target's option {@code medium} names; contactless without one.
     *
     * @throws IllegalArgumentException when there is no such medium
     */
    public static Medium of(Target target) {
        String name = target.option("medium").orElse(CONTACTLESS.label);
        return Arrays.stream(values())
                .filter(medium -> medium.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + target + "' has the unknown medium '" + name
                        + "': expected one of "
                        + Arrays.stream(values()).map(Medium::label).sorted().toList()));
    }
}
