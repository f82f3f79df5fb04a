package dev.tapbench.card.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javacard.framework.APDU;
import javacard.framework.JCSystem;
import javacard.security.DESKey;
import javacard.security.KeyBuilder;
import org.junit.jupiter.api.Test;

/** Each rule fires on a small class that breaks it, and is quiet on one that keeps it. */
@SuppressWarnings("unused")
class RulesTest {
    @Test
    void aStringAndAnIntAreNoJavaCard() {
        assertThat(findings(new OnlyJavaCard(), Foreigner.class))
                .anySatisfy(f -> assertThat(f).contains("Foreigner.count", "int"))
                .anySatisfy(f -> assertThat(f).contains("Foreigner.name", "java.lang.String"))
                .anySatisfy(f -> assertThat(f).contains("Foreigner.half", "local sum", "int"))
                .anySatisfy(f -> assertThat(f).contains("Foreigner.half", "calling abs", "int"))
                .anySatisfy(f -> assertThat(f).contains("Foreigner.rows", "byte[][]"));
        assertThat(findings(new OnlyJavaCard(), Narrow.class)).isEmpty();
    }

    @Test
    void aCardHasNoInstructionForLongStringAndLambda() {
        assertThat(findings(new NothingWide(), Wide.class))
                .anySatisfy(f -> assertThat(f).contains("Wide.mask", "LDC"))
                .anySatisfy(f -> assertThat(f).contains("Wide.product", "I2L"))
                .anySatisfy(f -> assertThat(f).contains("Wide.product", "LMUL"))
                .anySatisfy(f -> assertThat(f).contains("Wide.character", "I2C"))
                .anySatisfy(f -> assertThat(f).contains("Wide.numbers", "NEWARRAY"))
                .anySatisfy(f -> assertThat(f).contains("Wide.later", "INVOKEDYNAMIC"))
                .anySatisfy(f -> assertThat(f).contains("Wide.locked", "MONITORENTER"));
        assertThat(findings(new NothingWide(), Narrow.class)).isEmpty();
    }

    @Test
    void aStaticFieldThatIsNoConstantIsShared() {
        assertThat(findings(new ConstantStatics(), Shared.class))
                .containsExactly(
                        "Shared.taps is static and no constant",
                        "Shared.KEY is static and no constant",
                        "Shared has a static initialiser");
        assertThat(findings(new ConstantStatics(), Narrow.class)).isEmpty();
    }

    @Test
    void aClassInsideAnotherIsNotFlat() {
        assertThat(findings(new FlatClasses(), Narrow.class)).hasSize(1);
        assertThat(findings(new FlatClasses(), Memory.class)).isEmpty();
    }

    @Test
    void whatProcessReachesMayNotAllocate() {
        assertThat(findings(new AllocationAtInstall(), Allocating.class))
                .hasSize(4)
                .anySatisfy(f -> assertThat(f).startsWith("Allocating.<init> line"))
                .anySatisfy(f -> assertThat(f).startsWith("Allocating.process line"))
                .anySatisfy(f -> assertThat(f).startsWith("Allocating.deeper line"))
                .anySatisfy(f -> assertThat(f).startsWith("Allocating.select line"));
    }

    @Test
    void anArrayInTheWrongMemoryIsFound() {
        Map<String, Memory> right = Map.of(
                "Memories.balance", Memory.PERSISTENT,
                "Memories.work", Memory.DESELECT,
                "Memories.armed", Memory.RESET,
                "Memories.key", Memory.DESELECT,
                "Memories.same", Memory.DESELECT);
        assertThat(findings(new ArrayMemory(right), Memories.class)).isEmpty();
        Map<String, Memory> wrong = Map.of(
                "Memories.balance", Memory.DESELECT,
                "Memories.work", Memory.PERSISTENT,
                "Memories.armed", Memory.DESELECT,
                "Memories.key", Memory.PERSISTENT,
                "Memories.same", Memory.RESET);
        assertThat(findings(new ArrayMemory(wrong), Memories.class))
                .containsExactlyInAnyOrder(
                        "Memories.balance must be DESELECT, and holds memory that is PERSISTENT",
                        "Memories.work must be PERSISTENT, and holds memory that is DESELECT",
                        "Memories.armed must be DESELECT, and holds memory that is RESET",
                        "Memories.key must be PERSISTENT, and holds memory that is DESELECT",
                        "Memories.same must be RESET, and holds memory that is DESELECT");
    }

    @Test
    void anArrayThatNobodyDeclaredOrKeptIsFound() {
        assertThat(findings(
                        new ArrayMemory(Map.of("Stray.gone", Memory.RESET, "Stray.buffer", Memory.DESELECT)),
                        Stray.class))
                .anySatisfy(f -> assertThat(f).startsWith("Stray.undeclared is not in the table"))
                .anySatisfy(f -> assertThat(f).startsWith("the table names Stray.gone"))
                .anySatisfy(f -> assertThat(f).startsWith("Stray.buffer may hold what the card did not make"))
                .anySatisfy(f -> assertThat(f).matches("Stray.<init> line \\d+ makes an array .* that no field keeps"));
    }

    private static List<String> findings(Rule rule, Class<?> sample) {
        return rule.findings(CardClasses.of(sample));
    }

    /** Keeps every rule but that of flat classes. */
    static class Narrow {
        static final short LENGTH = (short) 8;

        short next(byte[] bytes, short at) {
            return (short) (bytes[at] & 0xFF);
        }
    }

    static class Foreigner {
        int count;
        String name = "";
        byte[][] rows = {};

        short half(short a) {
            int sum = a;
            return (short) Math.abs(sum);
        }
    }

    static class Wide {
        short mask(short a) {
            return (short) (a & 0x12345678);
        }

        short product(short a) {
            return (short) ((long) a * a);
        }

        short character(short a) {
            return (short) (char) a;
        }

        void numbers() {
            Object numbers = new int[2];
        }

        void later() {
            Runnable later = () -> {};
        }

        void locked() {
            synchronized (this) {
                mask((short) 1);
            }
        }
    }

    static class Shared {
        static short taps;
        static final byte[] KEY = {1, 2};
        static final short LENGTH = (short) 2;
    }

    static class Allocating {
        final byte[] kept = new byte[2];

        void process(APDU apdu) {
            Object scratch = new byte[8];
            deeper();
        }

        private void deeper() {
            Object scratch = JCSystem.makeTransientByteArray((short) 8, JCSystem.CLEAR_ON_RESET);
        }

        public boolean select() {
            return new Allocating() != null;
        }

        void install() {
            Object once = new byte[8];
        }
    }

    static class Memories {
        final byte[] balance;
        final byte[] work;
        final byte[] armed;
        final byte[] same;
        final DESKey key;

        Memories() {
            balance = new byte[6];
            work = activation((short) 6);
            byte[] flags = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_RESET);
            armed = flags;
            same = handedOn(work);
            key = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, (short) 128, false);
        }

        private static byte[] activation(short length) {
            return JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_DESELECT);
        }

        private static byte[] handedOn(byte[] array) {
            return array;
        }
    }

    static class Stray {
        final byte[] undeclared;
        byte[] buffer = {};

        Stray() {
            undeclared = new byte[6];
            Object nowhere = new short[6];
        }

        void keep(APDU apdu) {
            buffer = apdu.getBuffer();
        }
    }
}
