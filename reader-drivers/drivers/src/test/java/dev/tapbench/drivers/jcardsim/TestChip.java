package dev.tapbench.drivers.jcardsim;

/** One card with one applet, on Tapbench's runtime or on jCardSim's own. Loaded once, so that both worlds know it. */
public interface TestChip {
    /** Sends a command and gives the response with its status word, both in upper-case hexadecimal. */
    String send(String command);

    /** Selects the applet. */
    void select();

    /** Power off and on. */
    void reset();
}
