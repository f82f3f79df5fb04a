package dev.tapbench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Bcd;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One class of this program is changed; another, that uses it, is not. */
class ChangedClassesTest {
    private static final String CHANGED = "dev.tapbench.campaign.ChangedClassesTest$Answer";

    /** What is changed. */
    static final class Answer {
        private Answer() {}

        static String value() {
            return "sound";
        }
    }

    /** What asks for it. */
    public static final class Question implements java.util.function.Supplier<String> {
        @Override
        public String get() {
            return Answer.value();
        }
    }

    private static Map<String, byte[]> changed() {
        return SourceCompiler.compile(Map.of("dev/tapbench/campaign/ChangedClassesTest.java", """
            package dev.tapbench.campaign;
            class ChangedClassesTest {
                static final class Answer {
                    static String value() { return "changed"; }
                }
            }
            """), "test");
    }

    private static ChangedClasses loader(Map<String, byte[]> classes) {
        return new ChangedClasses(
                name -> name.equals(CHANGED) ? classes.get(name) : null, ChangedClassesTest.class.getClassLoader());
    }

    private static Object asked(ClassLoader loader) throws ReflectiveOperationException {
        return ((java.util.function.Supplier<?>) loader.loadClass(Question.class.getName())
                        .getConstructor()
                        .newInstance())
                .get();
    }

    @Test
    void aSoundClassFindsTheChangedOne() throws Exception {
        assertThat(asked(loader(changed()))).isEqualTo("changed");
        assertThat(new Question().get()).as("the program itself is as it was").isEqualTo("sound");
    }

    @Test
    void onlyThisProgramsClassesAreDefinedAnew() throws Exception {
        ChangedClasses loader = loader(Map.of());
        assertThat(loader.loadClass(Bcd.class.getName())).isNotSameAs(Bcd.class);
        assertThat(loader.loadClass("org.assertj.core.api.Assertions")).isSameAs(org.assertj.core.api.Assertions.class);
        assertThat(asked(loader)).isEqualTo("sound");
    }

    /** The bench reads the card's classes as resources. */
    @Test
    void aChangedClassFileIsAResourceAsWell() throws Exception {
        Map<String, byte[]> classes = changed();
        ChangedClasses loader = loader(classes);
        String file = CHANGED.replace('.', '/') + ".class";
        assertThat(loader.getResourceAsStream(file)).hasBinaryContent(classes.get(CHANGED));
        assertThat(loader.getResourceAsStream("dev/tapbench/emv/Bcd.class")).isNotEmpty();
    }

    @Test
    void aClassKnowsItsPlaceAndAMissingOneIsMissing() throws Exception {
        ChangedClasses loader = loader(Map.of());
        assertThat(loader.loadClass(Bcd.class.getName())
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation())
                .isEqualTo(Bcd.class.getProtectionDomain().getCodeSource().getLocation());
        assertThatThrownBy(() -> loader.loadClass("dev.tapbench.Nowhere")).isInstanceOf(ClassNotFoundException.class);
    }
}
