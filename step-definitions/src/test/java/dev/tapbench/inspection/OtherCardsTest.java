package dev.tapbench.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.parties.inspection.Finding;
import dev.tapbench.parties.inspection.Inspection;
import dev.tapbench.parties.inspection.Knowledge;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.reports.Masker;
import dev.tapbench.reports.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards that are not ours, cards that answer nonsense, and cards that are taken away. */
class OtherCardsTest {
    private static final PresentedCard PRESENTED = new PresentedCard("presented");
    private static final Bytes NOT_FOUND = Bytes.hex("6A82");

    private final List<String> announced = new ArrayList<>();

    private Side read(AnsweringReader reader, boolean generateAc) {
        return new CardReading(OurCard.TODAY, generateAc, announced::add).read(reader, PRESENTED);
    }

    private static Inspection judged(Side side) {
        return Inspection.of(new CardImage(List.of(side)), unknown());
    }

    private static Knowledge unknown() {
        return Knowledge.of(OurCard.TODAY);
    }

    @Test
    void aCardOfAnotherIssuerIsFoundByItsNameAndReadWhole() {
        AnsweringReader reader = new AnsweringReader(Medium.CONTACT_T1, ForeignCard::answer);
        Side side = read(reader, false);
        assertThat(side.applications())
                .singleElement()
                .extracting(Application::aid)
                .isEqualTo(Bytes.hex("A0000000041010"));
        assertThat(announced).hasSize(1).allMatch(words -> words.contains("A0000000041010"));
        assertThat(reader.commands)
                .as("SELECT, READ RECORD, GET DATA, GET PROCESSING OPTIONS and nothing else")
                .extracting(command -> command.at(1))
                .containsOnly(0xA4, 0xB2, 0xCA, 0xA8);
        assertThat(reader.commands.stream().filter(command -> command.at(1) == 0xA8))
                .hasSize(1);

        Inspection inspection = judged(side);
        assertThat(inspection.findings())
                .extracting(Finding::id)
                .contains("IN-002", "IN-042", "IN-095")
                .doesNotContain("IN-048", "IN-269", "IN-050", "IN-051", "IN-080");
        InspectionDocument document = InspectionDocument.of("card", inspection, unknown(), new Masker(new Secrets()));
        assertThat(document.records())
                .filteredOn(row -> row.of().endsWith(" log") && row.record() == 1)
                .singleElement()
                .satisfies(row -> assertThat(row.objects()).hasSize(2));
        String all = document + new InspectionPage(document, "1").html();
        assertThat(all)
                .contains("411111******1111", "DF02")
                .doesNotContain("4111111111111111", ForeignCard.hex("DOE"), "DOE/");
    }

    @Test
    void aCryptogramIsAskedForOnceAndOnlyWhenWanted() {
        AnsweringReader reader = new AnsweringReader(Medium.CONTACT_T1, ForeignCard::answer);
        Side side = read(reader, true);
        assertThat(reader.commands.stream().filter(command -> command.at(1) == 0xAE))
                .singleElement()
                .satisfies(
                        command -> assertThat(command.at(2)).as("AAC, no CDA").isZero());
        assertThat(announced).hasSize(2);
        assertThat(judged(side).findings())
                .extracting(Finding::id)
                .doesNotContain("IN-280", "IN-281", "IN-282", "IN-283");
    }

    /** An empty reader of a bus, a fob for doors: no application at all. */
    @Test
    void aCardWithoutApplicationsHasFindings() {
        Side side = read(new AnsweringReader(Medium.CONTACTLESS, command -> NOT_FOUND), false);
        assertThat(side.applications()).isEmpty();
        assertThat(judged(side).findings()).extracting(Finding::id).containsExactly("IN-001");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void nonsenseEndsInFindingsAndNeverInAnException(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            AnsweringReader reader = new AnsweringReader(
                    random.nextBoolean() ? Medium.CONTACTLESS : Medium.CONTACT_T0,
                    command -> random.nextInt(4) == 0
                            ? spoilt(ForeignCard.answer(command), random)
                            : ForeignCard.answer(command));
            Inspection inspection = judged(read(reader, true));
            assertThat(inspection.run().size() + inspection.notApplicable().size())
                    .isPositive();
            InspectionDocument document =
                    InspectionDocument.of("card", inspection, unknown(), new Masker(new Secrets()));
            assertThat(new InspectionPage(document, "1").html()).endsWith("</html>\n");
        }
    }

    /** Our card, whose certificates open, with a bit turned here and there: every one of them is judged to the end. */
    @Test
    void bitsOfOurCardTurnedEndInFindings() {
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            UnaryOperator<ResponseApdu> turn = answer -> random.nextInt(3) == 0 ? turned(answer, random) : answer;
            CardImage image = Edit.all(
                            Edit.shown(turn),
                            Edit.cryptogram(turn),
                            Edit.data(0xDF23, turn),
                            Edit.data(0x9F50, turn),
                            Edit.data(0x9F36, turn))
                    .apply(OurCard.IMAGE);
            Inspection inspection = Inspection.of(image, OurCard.KNOWLEDGE);
            found += inspection.findings().isEmpty() ? 0 : 1;
            InspectionDocument document =
                    InspectionDocument.of("card", inspection, OurCard.KNOWLEDGE, new Masker(new Secrets()));
            assertThat(new InspectionPage(document, "1").html()).endsWith("</html>\n");
        }
        assertThat(found).as("of 1000 cards").isGreaterThan(900);
    }

    private static ResponseApdu turned(ResponseApdu answer, Random random) {
        byte[] data = answer.data().toArray();
        if (data.length > 0) {
            data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return new ResponseApdu(Bytes.of(data), answer.sw());
    }

    /** Some of its bits turned, or other bytes altogether; the status word stays one that keeps the dialogue going. */
    private static Bytes spoilt(Bytes answer, Random random) {
        byte[] data = new byte[random.nextInt(60)];
        random.nextBytes(data);
        if (random.nextBoolean() && answer.length() > 2) {
            data = answer.slice(0, answer.length() - 2).toArray();
            for (int i = 0; i < 3; i++) {
                data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return Bytes.of(data).then(Bytes.hex("9000"));
    }

    @Test
    void aCardThatIsTakenAwayIsNoFinding() {
        AnsweringReader reader = new AnsweringReader(Medium.CONTACT_T1, command -> {
            if (command.at(1) == 0xB2) {
                throw new CardRemovedException("the card has left");
            }
            return ForeignCard.answer(command);
        });
        assertThatThrownBy(() -> read(reader, false)).isInstanceOf(DeviceException.class);
    }
}
