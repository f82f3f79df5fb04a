package dev.tapbench.parties.messages;

import java.util.List;

/**
 * MOTAPS to TSP (P-02): the data of every application, in the order in which they are personalized; the payment application
 * is the last.
 */
public record PreparedData(String session, int number, List<PreparedApplication> applications)
        implements SessionMessage {
    public PreparedData {
        applications = List.copyOf(applications);
        if (applications.isEmpty()) {
            throw new IllegalArgumentException("at least the payment application must be prepared");
        }
    }

    /** The payment application. */
    public PreparedApplication payment() {
        return applications.get(applications.size() - 1);
    }
}
