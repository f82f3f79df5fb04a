package dev.tapbench.ports.card;

/** How a link reaches the card; the applet sees it as its protocol. */
public enum Medium {
    /** ISO/IEC 7816-3 contacts, T=0. */
    CONTACT_T0,
    /** ISO/IEC 7816-3 contacts, T=1. */
    CONTACT_T1,
    /** ISO/IEC 14443-4 type A, T=CL: a tap. */
    CONTACTLESS,
    /** The phone's processor to its secure element, T=1. */
    WIRED
}
