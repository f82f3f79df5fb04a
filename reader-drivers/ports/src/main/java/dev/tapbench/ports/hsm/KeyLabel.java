package dev.tapbench.ports.hsm;

/** The name under which a module keeps a key. */
public record KeyLabel(String value) {
    public KeyLabel {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a key label must not be blank");
        }
    }

    public static KeyLabel of(String value) {
        return new KeyLabel(value);
    }

    /** A label below this one: {@code issuer/mk-ac} and {@code atc-0001} give {@code issuer/mk-ac/atc-0001}. */
    public KeyLabel child(String name) {
        return new KeyLabel(value + "/" + name);
    }

    @Override
    public String toString() {
        return value;
    }
}
