package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.PersonalizationStories.ENCODER;
import static dev.tapbench.reports.requirements.PersonalizationStories.INITIALIZE;
import static dev.tapbench.reports.requirements.PersonalizationStories.KEYDATA;
import static dev.tapbench.reports.requirements.PersonalizationStories.cut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P-11: the keys of a session are those of no other; the sequence counter in the answer to INITIALIZE UPDATE tells. */
class SessionKeysTest {
    private static final String APPLICATION = "00A4040007F054415001101000";
    private static final String DIRECTORY = "00A404000E325041592E5359532E444446303100";
    private static final String AUTHENTICATE = "8482030010" + "AA".repeat(16);
    /** Bytes of the sequence counter. */
    private static final int SCP02 = 2;

    private static final int SCP03 = 3;

    /** A session on this application, whose counter stands at this. */
    private static Story session(
            Story story, String application, int counterLength, int counter, String authenticated) {
        String number = Bytes.number(counter, counterLength).toHex();
        String keydata = counterLength == SCP02
                ? KEYDATA.replace("02" + "0001", "02" + number)
                : KEYDATA.substring(0, 22) + "0370" + "B1".repeat(8) + "C1".repeat(8) + number + "9000";
        return story.before("keydata", "select", apdu(1, ENCODER, application, "9000"))
                .before("end", "select again", apdu(1, ENCODER, application, "9000"))
                .before("end", "initialize", apdu(1, ENCODER, INITIALIZE, keydata))
                .before("end", "authenticate", apdu(1, ENCODER, AUTHENTICATE, authenticated));
    }

    private static Story honest() {
        return PersonalizationStories.honest();
    }

    private static Story begun() {
        return cut("S0").before("cut", "end", Events.closed(2, ENCODER));
    }

    /** A card that is pulled out in its first session and finished in a second. */
    private static Story twice(int counterLength, int first, int second) {
        return session(begun(), APPLICATION, counterLength, first, "9000")
                .followedBy(session(honest(), APPLICATION, counterLength, second, "9000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {SCP02, SCP03})
    void aCounterThatMovesShowsIt(int counterLength) {
        assertThat(shows("P-11", twice(counterLength, 1, 2))).matches(Finding::holds, "holds");
    }

    @ParameterizedTest
    @ValueSource(ints = {SCP02, SCP03})
    void aCounterThatStandsIsTheProducts(int counterLength) {
        productBroke("P-11", "the same counter twice", twice(counterLength, 1, 1));
    }

    @Test
    void eachApplicationCountsForItself() {
        Story directory = session(begun(), DIRECTORY, SCP02, 1, "9000");
        assertThat(shows("P-11", directory.followedBy(session(honest(), APPLICATION, SCP02, 1, "9000"))))
                .matches(Finding::holds, "holds");
    }

    @Test
    void aSessionThatTheCardDidNotOpenUsesNoKeys() {
        Story refused = session(begun(), APPLICATION, SCP02, 1, "6300");
        assertThat(shows("P-11", refused.followedBy(session(honest(), APPLICATION, SCP02, 1, "9000"))))
                .matches(Finding::holds, "holds");
    }
}
