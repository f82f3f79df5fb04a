package dev.tapbench.parties.inspection;

import dev.tapbench.emv.Tags;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same card, read twice in the same way with nothing between: each application has had one transaction more. */
public record TwoReadings(Side first, Side second) {
    /** What differs that must not, and what has not moved that must have; one sentence each. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        List<SeenApplication> before = seen(first);
        List<SeenApplication> after = seen(second);
        List<Bytes> names = before.stream().map(SeenApplication::name).toList();
        if (!names.equals(after.stream().map(SeenApplication::name).toList())) {
            differences.add("the second reading finds other applications");
            return differences;
        }
        for (int i = 0; i < before.size(); i++) {
            compare(differences, before.get(i), after.get(i));
        }
        return differences;
    }

    private static List<SeenApplication> seen(Side side) {
        return side.applications().stream()
                .map(application -> new SeenApplication(side.medium(), application))
                .toList();
    }

    private static void compare(List<String> differences, SeenApplication before, SeenApplication after) {
        if (!options(before).equals(options(after))) {
            differences.add(before.at() + " answers GET PROCESSING OPTIONS with another AIP or AFL");
        }
        if (!before.image().records().equals(after.image().records())) {
            differences.add(before.at() + " has other records");
        }
        Optional<Long> left = before.datum(Tags.ATC).map(Bytes::toNumber);
        Optional<Long> found = after.datumBefore(Tags.ATC).map(Bytes::toNumber);
        Optional<Long> moved = after.datum(Tags.ATC).map(Bytes::toNumber);
        if (left.isEmpty() || found.isEmpty() || moved.isEmpty()) {
            differences.add(before.at() + " does not tell its transaction counter (9F36)");
        } else if (!left.equals(found)) {
            differences.add(before.at() + " left with transaction counter " + left.get() + " and came back with "
                    + found.get());
        } else if (moved.get() != left.get() + 1) {
            differences.add(before.at() + " moved its transaction counter from " + left.get() + " to " + moved.get()
                    + " in one transaction");
        }
    }

    private static Optional<Bytes> options(SeenApplication application) {
        return application.image().options().map(Answered::answer).map(answer -> answer.data());
    }
}
