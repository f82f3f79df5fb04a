package dev.tapbench.ports;

import java.util.List;

/**
 * What a driver found when asked whether it can work here.
 *
 * @param available whether a target of this driver can be opened
 * @param devices what is there: readers or tokens by name, with the target that opens each
 * @param remedy empty when available; otherwise what is missing and how to get it, in one line
 */
public record Probe(boolean available, List<Device> devices, String remedy) {
    public Probe {
        devices = List.copyOf(devices);
    }

    /**
     * One reader or token.
     *
     * @param target what opens it
     * @param description what it is, for people
     * @param capabilities what it can do beyond the usual, by label
     * @param notes what it has, and what it lacks and what Tapbench does then, a line each
     */
    public record Device(String target, String description, List<String> capabilities, List<String> notes) {
        public Device {
            capabilities = List.copyOf(capabilities);
            notes = List.copyOf(notes);
        }

        /** A device that lacks nothing. */
        public Device(String target, String description, List<String> capabilities) {
            this(target, description, capabilities, List.of());
        }
    }

    public static Probe found(Device... devices) {
        return new Probe(true, List.of(devices), "");
    }

    public static Probe missing(String remedy) {
        return new Probe(false, List.of(), remedy);
    }
}
