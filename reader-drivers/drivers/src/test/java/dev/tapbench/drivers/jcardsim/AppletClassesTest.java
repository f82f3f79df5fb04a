package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static dev.tapbench.drivers.jcardsim.ProbeCards.select;
import static dev.tapbench.drivers.jcardsim.ProbeCards.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.PersistentWrite;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.TearableCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A card's classes are the source's, changed ones first, and instrumented whatever they are. */
class AppletClassesTest {
    private static final String PACKAGE = "dev.tapbench.drivers.jcardsim.applet.";
    private static final String APPLET = PACKAGE + "TransactionApplet";
    private static final int SOUND = 0x6984;
    private static final int FAULTY = 0x6988;
    private static final String WRITE_AND_THROW = "80100305";

    private final Reader reader = reader("jcardsim:");

    private TearableCard card(ClassSource classes, String applet) {
        CardBlueprint sound = ProbeCards.blueprint(applet, Power.FIELD, 1);
        return (TearableCard) ((CardFactory) reader)
                .make(new CardBlueprint("changed", classes, sound.applets(), sound.power(), sound.seed()));
    }

    private static ClassSource sound() {
        return ProbeCards.blueprint(APPLET, Power.FIELD, 1).classes();
    }

    /** The applet with another status word: a mutant of one constant. */
    private static byte[] mutant(byte[] classFile) {
        ClassReader from = new ClassReader(classFile);
        ClassWriter to = new ClassWriter(from, 0);
        from.accept(
                new ClassVisitor(Opcodes.ASM9, to) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, next) {
                            @Override
                            public void visitIntInsn(int opcode, int operand) {
                                super.visitIntInsn(opcode, operand == SOUND ? FAULTY : operand);
                            }
                        };
                    }
                },
                0);
        return to.toByteArray();
    }

    private Bytes once(TearableCard card, String command) {
        try (CardLink link = reader.tap(card)) {
            select(link);
            return send(link, command);
        }
    }

    @Test
    void aMutantRunsAndIsInstrumentedAsTheSoundClassIs() {
        ClassSource sound = sound();
        ClassSource mutated = sound.overlaidBy(
                name -> name.equals(APPLET) ? mutant(Objects.requireNonNull(sound.bytes(name))) : null);
        TearableCard soundCard = card(sound, APPLET);
        TearableCard mutantCard = card(mutated, APPLET);
        assertThat(once(soundCard, WRITE_AND_THROW)).isEqualTo(Bytes.number(SOUND, 2));
        List<PersistentWrite> writes = new ArrayList<>();
        mutantCard.onWrite(writes::add);
        assertThat(once(mutantCard, WRITE_AND_THROW)).isEqualTo(Bytes.number(FAULTY, 2));
        assertThat(mutantCard.writes()).isEqualTo(soundCard.writes());
        assertThat(writes).isNotEmpty();
    }

    @Test
    void cardsOfOneSourceShareItsClasses() {
        AtomicInteger asked = new AtomicInteger();
        ClassSource sound = sound();
        ClassSource counted = name -> {
            asked.addAndGet(name.equals(APPLET) ? 1 : 0);
            return sound.bytes(name);
        };
        card(counted, APPLET);
        int first = asked.get();
        card(counted, APPLET);
        assertThat(first).isPositive();
        assertThat(asked).hasValue(first);
    }

    @Test
    void whatTheChipCannotSeeIsOurLimitAndNoFaultOfTheApplet() {
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> card(sound(), PACKAGE + "UnseenApplet"))
                .withMessageContaining("javacard.security.Checksum.doFinal")
                .withMessageContaining("cannot see what that writes");
    }
}
