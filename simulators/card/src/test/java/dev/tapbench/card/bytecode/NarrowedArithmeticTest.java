package dev.tapbench.card.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rule takes for a use, and what it lets pass. */
@SuppressWarnings({"unused", "ShortCircuitBoolean", "NarrowingCompoundAssignment"})
class NarrowedArithmeticTest {
    private static final List<String> WIDE = new NarrowedArithmetic().findings(CardClasses.of(Wide.class));

    @Test
    void everyUseOfAWideResultIsFound() {
        found("compared", "IADD", "IF_ICMPLE");
        found("tested", "IAND", "IFEQ");
        found("index", "ISUB", "BALOAD");
        found("argument", "IMUL", "INVOKEVIRTUAL");
        found("returned", "ISHL", "IRETURN");
        found("element", "IOR", "IASTORE");
        found("field", "IXOR", "PUTFIELD");
        found("divided", "IDIV", "IREM");
        found("negated", "INEG", "IUSHR");
        found("summed", "IADD", "IADD");
        found("shifted", "ISHR", "IAND");
        found("chosen", "IADD", "IF_ICMPNE");
        found("length", "IADD", "NEWARRAY");
        found("switched", "IAND", "LOOKUPSWITCH");
        found("booleans", "IAND", "IFEQ");
        found("counted", "IINC", "IINC");
        found("stored", "IADD", "ISTORE");
    }

    /** Each sample breaks the rule in one place, so that no finding stands for another. */
    @Test
    void nothingElseIsFound() {
        assertThat(WIDE).hasSize(17);
        assertThat(new NarrowedArithmetic().findings(CardClasses.of(Narrow.class)))
                .isEmpty();
    }

    private static void found(String method, String producer, String user) {
        assertThat(WIDE)
                .anySatisfy(f -> assertThat(f)
                        .startsWith("Wide." + method + " line ")
                        .contains("result of " + producer + " goes to " + user + ";"));
    }

    static class Wide {
        private int kept;

        boolean compared(short a, short b) {
            return a + b > b;
        }

        boolean tested(byte a) {
            return (a & 1) != 0;
        }

        byte index(byte[] bytes, short at) {
            return bytes[at - 1];
        }

        String argument(StringBuilder to, short a) {
            return to.append(a * 3).toString();
        }

        int returned(short a) {
            return a << 1;
        }

        void element(int[] to, short a) {
            to[0] = a | 4;
        }

        void field(short a) {
            kept = a ^ 4;
        }

        short divided(short a, short b, short c) {
            return (short) (a / b % c);
        }

        short negated(short a) {
            return (short) (-a >>> 3);
        }

        short summed(short a, short b, short c) {
            return (short) (a + b + c);
        }

        short shifted(byte a) {
            return (short) ((a >> 4) & 0x0F);
        }

        boolean chosen(boolean which, short a, short b) {
            return (which ? a + 1 : b) == 3;
        }

        byte[] length(short a) {
            return new byte[a + 1];
        }

        short switched(byte a) {
            switch (a & 7) {
                case 1:
                    return 100;
                case 7:
                    return 4;
                default:
                    return 0;
            }
        }

        short booleans(boolean a, boolean b) {
            return a & b ? (short) 1 : (short) 2;
        }

        void counted() {
            for (int i = 0; i < 3; i++) {
                kept = 0;
            }
        }

        void stored(short a) {
            int wide = a + 1;
        }
    }

    static class Narrow {
        private short kept;
        private byte small;

        short sum(short a, short b, short c) {
            return (short) ((short) (a + b) + c);
        }

        boolean test(byte a) {
            return (byte) (a & 1) != 0;
        }

        void count(byte[] bytes, short from) {
            short at = from;
            for (short i = 0; i < 3; i++) {
                bytes[at++] = (byte) (i << 4);
                at += 2;
            }
            kept--;
            small++;
        }

        short chosen(boolean which, short a) {
            return which ? (short) (a + 1) : 3;
        }

        boolean both(boolean a, boolean b) {
            return a && !b;
        }
    }
}
