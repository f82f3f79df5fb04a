package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.licel.jcardsim.base.Simulator;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tapbench's runtime has every property of a card's; jCardSim's own lacks the ones that {@link RuntimeProperty} names. */
class RuntimePropertiesTest {
    @TestFactory
    List<DynamicTest> tapbench() {
        return RuntimeProperty.all().stream()
                .map(p -> DynamicTest.dynamicTest(name(p), () -> p.check().of(OurChip::new)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> stock() {
        return RuntimeProperty.all().stream()
                .map(p -> DynamicTest.dynamicTest(name(p), () -> checkStock(p)))
                .toList();
    }

    private static String name(RuntimeProperty property) {
        return property.name() + " (" + property.clause() + ")";
    }

    private static void checkStock(RuntimeProperty property) throws Exception {
        try (URLClassLoader apart = apart()) {
            RuntimeProperty.Chips chips = (applet, seed, medium) -> stockChip(apart, applet);
            if (property.stock() == RuntimeProperty.Stock.HAS_IT) {
                assertThatCode(() -> property.check().of(chips)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> property.check().of(chips)).isInstanceOf(AssertionError.class);
            }
        }
    }

    /** jCardSim from its jar and the test's applets, without Tapbench's replacements; fresh for each property. */
    private static URLClassLoader apart() {
        URL simulator = place(Simulator.class);
        URL tests = place(RuntimePropertiesTest.class);
        return new URLClassLoader(new URL[] {simulator, tests}, RuntimePropertiesTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                boolean shared = name.equals(TestChip.class.getName())
                        || !(name.startsWith("dev.tapbench.drivers.jcardsim.")
                                || name.startsWith("com.licel.")
                                || name.startsWith("javacard"));
                if (shared) {
                    return super.loadClass(name, resolve);
                }
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
        };
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static TestChip stockChip(ClassLoader apart, String applet) {
        try {
            return (TestChip) apart.loadClass(StockChip.class.getName())
                    .getConstructor(String.class, String.class)
                    .newInstance(applet, ProbeCards.AID.toHex());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no stock chip with " + applet, e);
        }
    }

    /** A card of the driver; a reset is a new tap. */
    private static final class OurChip implements TestChip {
        private final Reader reader;
        private final Card card;
        private CardLink link;

        OurChip(String applet, long seed, String medium) {
            reader = reader("jcardsim:?medium=" + medium);
            card = ((CardFactory) reader).make(ProbeCards.blueprint(applet, Power.FIELD, seed));
            link = reader.tap(card);
        }

        @Override
        public String send(String command) {
            return ProbeCards.send(link, command).toHex();
        }

        @Override
        public void select() {
            ProbeCards.select(link);
        }

        @Override
        public void reset() {
            link.close();
            link = reader.tap(card);
        }
    }
}
