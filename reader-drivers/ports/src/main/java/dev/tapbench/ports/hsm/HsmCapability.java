package dev.tapbench.ports.hsm;

import java.util.Locale;

/** What an opened module can do beyond the operations that all have. */
public enum HsmCapability {
    /** A derived key comes to be in the module and is never in this process's memory. */
    HSM_DERIVE;

    /** The name in tags and files: {@code hsm-derive}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
