package dev.tapbench.card;

/** What an application does with the data groupings of its personalization. */
interface DataGroups {
    /** The first STORE DATA of a session: forgets what a cut personalization left. */
    void begin();

    /**
     * Takes one whole data grouping, deciphered. Ends the command with 6A80 and keeps nothing of it when a check fails.
     *
     * @param secret whether it came enciphered
     */
    void take(short dgi, byte[] data, short offset, short length, boolean secret);

    /** The last STORE DATA: becomes PERSONALIZED in one atomic step, or 6A80 when something is missing. */
    void complete();
}
