package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderContract;
import org.junit.jupiter.api.Nested;

class JCardSimReaderContractTest {
    @Nested
    class Contactless extends OverMedium {
        Contactless() {
            super("jcardsim:");
        }
    }

    @Nested
    class Wired extends OverMedium {
        Wired() {
            super("jcardsim:?medium=wired");
        }
    }

    @Nested
    class Contact extends OverMedium {
        Contact() {
            super("jcardsim:?medium=contact");
        }
    }

    private abstract static class OverMedium extends ReaderContract {
        private final String target;

        OverMedium(String target) {
            this.target = target;
        }

        @Override
        protected Reader open() {
            return ProbeCards.reader(target);
        }

        @Override
        protected Card card(Reader opened) {
            return ProbeCards.card(opened, CardBlueprint.Power.FIELD, 1);
        }

        @Override
        protected Bytes command() {
            return ProbeCards.SELECT;
        }

        @Override
        protected Bytes response() {
            return Bytes.hex("9000");
        }

        @Override
        protected Bytes refusedCommand() {
            return Bytes.hex("00A4040005F00000000100");
        }

        @Override
        protected Bytes refusal() {
            return Bytes.hex("6A82");
        }
    }
}
