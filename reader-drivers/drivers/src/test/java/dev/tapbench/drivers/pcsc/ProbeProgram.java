package dev.tapbench.drivers.pcsc;

import dev.tapbench.ports.Probe;

/** Says what the driver finds in a process of its own, which another user may have. */
final class ProbeProgram {
    private ProbeProgram() {}

    public static void main(String[] arguments) {
        Probe probe = new PcscDriver().probe();
        System.out.println(probe.available() ? "available" : probe.remedy());
    }
}
