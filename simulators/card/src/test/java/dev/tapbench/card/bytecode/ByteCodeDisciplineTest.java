package dev.tapbench.card.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

/** The compiled card against each rule of the Java Card subset. */
class ByteCodeDisciplineTest {
    private static final List<ClassNode> CARD = CardClasses.ofTheCard();

    @Test
    void theClassesWereFound() {
        assertThat(CARD)
                .extracting(c -> c.name)
                .contains(CardClasses.OWN + "PaymentApplet", CardClasses.OWN + "DirectoryApplet");
    }

    @Test
    void theClassesAreFlat() {
        assertThat(new FlatClasses().findings(CARD)).isEmpty();
    }

    @Test
    void onlyJavaCardIsUsedAndNothingWiderThanAShort() {
        assertThat(new OnlyJavaCard().findings(CARD)).isEmpty();
    }

    @Test
    void everyInstructionIsOneThatACardHas() {
        assertThat(new NothingWide().findings(CARD)).isEmpty();
    }

    @Test
    void everyResultOfArithmeticIsNarrowedAtOnce() {
        assertThat(new NarrowedArithmetic().findings(CARD)).isEmpty();
    }

    @Test
    void staticFieldsAreConstants() {
        assertThat(new ConstantStatics().findings(CARD)).isEmpty();
    }

    @Test
    void nothingIsAllocatedAfterInstall() {
        assertThat(AllocationAtInstall.reached(CARD))
                .as("the walk went through the card")
                .hasSizeGreaterThan(100);
        assertThat(new AllocationAtInstall().findings(CARD)).isEmpty();
    }

    @Test
    void everyArrayAndKeyIsInTheRightMemory() {
        assertThat(ArrayMemory.ofTheCard().findings(CARD)).isEmpty();
    }
}
