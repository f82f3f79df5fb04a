package dev.tapbench.ports.card;

/** Who keys in the PIN of a card that the bench does not know: its holder, or a program. */
public interface PinSource {
    /** What is keyed in. */
    enum Which {
        /** The PIN of the card. */
        RIGHT("right"),
        /** Any other PIN. */
        WRONG("wrong");

        private final String label;

        Which(String label) {
            this.label = label;
        }

        /** Its name in arguments of programs. */
        public String label() {
            return label;
        }
    }

    /**
     * What is keyed in for a card: not yet checked, and a secret, which is neither written nor printed.
     *
     * @throws CardNotGivenException when nobody will key it in, and no other thing is wrong
     * @throws RunAbortedException when whoever keys in wants the run to end
     * @throws dev.tapbench.ports.DeviceException when nobody keys in anything
     */
    String keyedIn(Card card, Which which);
}
